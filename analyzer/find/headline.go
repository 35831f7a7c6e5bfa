package find

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// headline reports whether sentence i of a text with marks of emphasis and links is a heading in the running text, or a
// line of a table of contents: "**10. Governing Law.**", "[Your Rights](#your-rights)". Such a line names what others say,
// and is no provision. An item that nothing stands below, and no text follows, speaks for itself.
func (d *doc) headline(i int) bool {
	if d.Document.Lang == corpus.Japanese {
		return false
	}
	s := &d.Sentences[i]
	text := strings.TrimSpace(s.Span.In(d.Text))
	if contentsLine(text) {
		return true
	}
	if s.LeadIn >= 0 && d.Sentences[s.LeadIn].Kind != clause.Caption && len(d.items[i]) == 0 &&
		(i+1 == len(d.Sentences) || d.Sentences[i+1].Clause != s.Clause) {
		return false
	}
	words, ok := emphasised(text)
	return ok && inTitleCase(words) || d.titleOf(i)
}

// titleOf reports whether sentence i is the title of the clauses below it, for want of a mark that told the splitter so:
// "10. Return and Deletion of Personal Data" above 10.1.
func (d *doc) titleOf(i int) bool {
	words := strings.TrimSpace(d.Sentences[i].Body.In(d.Text))
	return i+1 < len(d.Sentences) && d.Clauses[d.Sentences[i+1].Clause].Parent == d.Sentences[i].Clause && d.Sentences[i+1].LeadIn != i &&
		inTitleCase(words) && strings.Contains(words, " ") && !strings.ContainsAny(words[len(words)-1:], ".:;,")
}

// definesOnly reports whether sentence i tells no more than what a word means, without a word about the provider: "“Transfer
// Mechanism” means the clauses for transfers to third countries".
func (d *doc) definesOnly(i int, r *frame.Reading) bool {
	if d.Document.Lang == corpus.Japanese || d.lang.about.provider < 0 || r.All.Has(d.lang.about.provider) {
		return false
	}
	body := d.Sentences[i].Body.In(d.Text)
	rest := strings.TrimLeft(body, "*_ \t0123456789.)(")
	for _, pair := range []string{"“”", "\"\"", "„”", "‘’", "''", "«»"} {
		_, n := utf8.DecodeRuneInString(pair)
		inner, ok := strings.CutPrefix(rest, pair[:n])
		end := strings.Index(inner, pair[n:])
		if !ok || end < 0 || end > 80 {
			continue
		}
		said := strings.ToLower(strings.TrimLeft(inner[end+len(pair)-n:], " *_,"))
		return slices.ContainsFunc(definingWords, func(w string) bool { return strings.HasPrefix(said, w) })
	}
	return false
}

var definingWords = []string{"means ", "mean ", "shall mean ", "has the meaning", "have the meaning", "shall have the meaning", "is defined ", "are defined ", ":", "betekent ", "heeft de betekenis", "wordt verstaan"}

// contentsLine reports whether text is nothing but a link to a place of the same page, or a row that begins with one.
func contentsLine(text string) bool {
	link := strings.Index(text, "](#")
	if link < 0 || strings.TrimLeft(text[:max(0, strings.IndexByte(text, '['))], " *-|0123456789.)\\") != "" {
		return false
	}
	return strings.HasPrefix(text, "|") || strings.HasSuffix(text, ")") && strings.Count(text, "](") == 1
}

// emphasised gives what text, which may bear the marker of a list, emphasises as a whole: "* **Marketing**".
func emphasised(text string) (string, bool) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "* "), "- "))
	for _, mark := range []string{"**", "__", "_", "*"} {
		if inner, ok := strings.CutPrefix(text, mark); ok {
			inner, ok = strings.CutSuffix(strings.TrimRight(inner, " ."), mark)
			return inner, ok && !strings.Contains(inner, mark)
		}
	}
	return "", false
}

// inTitleCase reports whether words are written as a title: short, and all but the small words begin with a capital.
func inTitleCase(words string) bool {
	fields := strings.Fields(words)
	for _, w := range fields {
		w = strings.TrimLeftFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && len(w) > 4 {
			return false
		}
	}
	return len(fields) > 0 && len(fields) <= 14
}
