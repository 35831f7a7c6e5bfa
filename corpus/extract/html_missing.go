package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kiyaku/corpus"
)

// enoughText is the number of characters from which on a page surely holds text of its own.
const enoughText = 200

// missingText is the error of a page whose text is not in it.
func (w *pageWalker) missingText(d *draft) error {
	runes := 0
	for _, b := range d.blocks {
		if b.Role == corpus.Body && runes < enoughText {
			runes += runeCount(b.Span.In(d.text))
		}
	}
	wantsScript := asksForScript(w.noscript.String())
	switch {
	case runes < enoughText && (w.page.appRoots > 0 || wantsScript) || runes < 20 && w.page.scripts > 0 && len(d.problems) == 0:
		return fail(KindNeedsBrowser, "the page is put together by script and holds no text of its own; open it in a browser, save the page and give the file")
	case len(d.blocks) == 0 && len(w.page.frames) > 0:
		return fail(KindNoText, "the page only holds frames; read the page in them: %s", strings.Join(w.page.frames, ", "))
	case len(d.blocks) == 0:
		return fail(KindNoText, "the page holds no text")
	}
	return nil
}

// asksForScript reports whether a <noscript> text asks to switch script on.
func asksForScript(s string) bool {
	s = strings.ToLower(s)
	return len(s) < 1000 && (strings.Contains(s, "javascript") || strings.Contains(s, "スクリプト"))
}

// tooDeep is the depth from which on flatten leaves out tags; the parser stops at 512 open elements.
const tooDeep = 200

// flatten leaves out the tags of elements that are nested deeper than the parser can take; their text stays, and a line
// ends where a block would.
func flatten(text []byte) string {
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(text))
	depth := 0
	for {
		tt := z.Next()
		switch tt {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.EndTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Br || a == atom.Img || a == atom.Hr || a == atom.Meta || a == atom.Link || a == atom.Input {
				b.WriteString(raw)
				continue
			}
			keep := depth < tooDeep
			if tt == html.StartTagToken {
				depth++
			} else if depth > 0 {
				depth--
				keep = depth < tooDeep
			}
			switch {
			case keep || a == atom.Script || a == atom.Style || a == atom.Title || a == atom.Textarea:
				b.WriteString(raw)
			case blockAtom(a):
				b.WriteString("<br>")
			}
		default:
			b.Write(z.Raw())
		}
	}
}
