package clause

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"kiyaku/corpus"
)

// Citation names clause i the way lawyers cite it: 第12条第2項第3号, §1.4(a); "" for the root and for clauses that have no
// number on any level. Chapters are left out where an article is named.
func (t *Tree) Citation(i int) string {
	out := ""
	for ; i > 0; i = t.Clauses[i].Parent {
		c := &t.Clauses[i]
		if c.Label == "" {
			continue
		}
		if c.Level < Article && c.Level != Supplement && out != "" {
			break
		}
		if out != "" && c.Level <= Supplement && out[0] < 0x80 {
			out = c.Label + " " + out
		} else {
			out = c.Label + out
		}
		if strings.HasPrefix(c.Label, "§") || strings.HasPrefix(c.Label, "Article ") || strings.HasPrefix(c.Label, "Artikel ") {
			i = t.outerSupplement(i)
			if i == 0 {
				break
			}
			out = t.Clauses[i].Label + " " + out
			break
		}
	}
	return out
}

// outerSupplement is the supplement that clause i stands in, 0 if there is none.
func (t *Tree) outerSupplement(i int) int {
	for ; i > 0; i = t.Clauses[i].Parent {
		if t.Clauses[i].Level == Supplement && t.Clauses[i].Label != "" {
			return i
		}
	}
	return 0
}

// Headline is the caption of the nearest clause from i upwards that has one; "" if none has.
func (t *Tree) Headline(i int) string {
	for ; i >= 0 && i < len(t.Clauses); i = t.Clauses[i].Parent {
		if t.Clauses[i].Caption != "" {
			return t.Clauses[i].Caption
		}
	}
	return ""
}

// Read gives the parts of the text that are covered by sentences, in order, with what lies between two sentences and holds
// no letter or digit (white space, ruled lines).
func (t *Tree) Read() []corpus.Span {
	var out []corpus.Span
	for _, x := range t.Sentences {
		if n := len(out); n > 0 && !wordy(t.Doc.Text[out[n-1].End:x.Span.Start]) {
			out[n-1].End = x.Span.End
			continue
		}
		out = append(out, x.Span)
	}
	if n := len(out); n > 0 {
		if !wordy(t.Doc.Text[:out[0].Start]) {
			out[0].Start = 0
		}
		if !wordy(t.Doc.Text[out[n-1].End:]) {
			out[n-1].End = len(t.Doc.Text)
		}
	}
	return out
}

func wordy(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

var levelNames = [...]string{"root", "supplement", "chapter", "section", "article", "paragraph", "item", "subitem"}

// String is the level's name in lower case.
func (l Level) String() string {
	if l < 0 || int(l) >= len(levelNames) {
		return fmt.Sprintf("level(%d)", int(l))
	}
	return levelNames[l]
}

var kindNames = [...]string{"plain", "caption", "lead-in", "proviso"}

// String is the kind's name in lower case.
func (k SentenceKind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Outline writes the tree for people: one line for each clause with level, citation and caption, and below it one for each
// sentence with its place in the text and its kind. The error is w's.
func (t *Tree) Outline(w io.Writer) error {
	out := bufio.NewWriter(w)
	type frame struct{ clause, depth int }
	stack := []frame{{0, 0}}
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		c := &t.Clauses[f.clause]
		indent := strings.Repeat("  ", min(f.depth, 20))
		head := strings.TrimSpace(t.Citation(f.clause) + " " + c.Caption)
		fmt.Fprintf(out, "%s%s %s\n", indent, c.Level, head)
		for _, k := range c.Sentences {
			x := &t.Sentences[k]
			fmt.Fprintf(out, "%s  | %d-%d %s", indent, x.Span.Start, x.Span.End, x.Kind)
			if x.LeadIn >= 0 {
				fmt.Fprintf(out, " <%d", t.Sentences[x.LeadIn].Span.Start)
			}
			if x.Role != corpus.Body {
				fmt.Fprintf(out, " (%s)", x.Role)
			}
			fmt.Fprintf(out, " %s\n", strings.Join(strings.Fields(x.Span.In(t.Doc.Text)), " "))
		}
		for k := len(c.Children) - 1; k >= 0; k-- {
			stack = append(stack, frame{c.Children[k], f.depth + 1})
		}
	}
	return out.Flush()
}
