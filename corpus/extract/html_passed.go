package extract

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// passedOver handles the elements that give no text of their own, and reports whether n was one.
func (w *pageWalker) passedOver(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Iframe:
		w.within(attr(n, "srcdoc"))
		return true
	case atom.Svg:
		w.foreign(n)
		return true
	case atom.Textarea:
		return typedOver(n)
	case atom.Script, atom.Style, atom.Rp, atom.Rt, atom.Rtc, atom.Object, atom.Embed, atom.Datalist, atom.Noframes, atom.Frame,
		atom.Title, atom.Meta, atom.Video, atom.Audio, atom.Canvas, atom.Progress, atom.Meter: // shown instead of what they hold
		return true
	case atom.Template: // the content of a shadow root is shown
		return attr(n, "shadowrootmode") == ""
	case atom.Noscript:
		w.noscript.WriteString(nodeText(n))
		return true
	}
	return false
}

// foreign reads the HTML in a drawing; the labels of the drawing itself are none of the text.
func (w *pageWalker) foreign(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "foreignObject" {
			w.flush()
			w.children(c)
			w.flush()
		} else {
			w.foreign(c)
		}
	}
}

// typedOver reports whether a <textarea> is for what the visitor types. Those that show terms cannot be changed, or hold
// more than a hint.
func typedOver(n *html.Node) bool {
	const hint = 100 // characters
	return !hasAttr(n, "readonly") && !hasAttr(n, "disabled") && runeCount(nodeText(n)) < hint
}

// withoutPHP cuts the program out of a page that is stored as PHP.
func withoutPHP(text []byte) []byte {
	if !holdsPHP(text) {
		return text
	}
	out := make([]byte, 0, len(text))
	for {
		i := programIndex(text)
		if i < 0 {
			break
		}
		end := bytes.Index(text[i:], []byte("?>"))
		if end < 0 {
			break
		}
		out = append(out, text[:i]...)
		text = text[i+end+2:]
	}
	return append(out, text...)
}

// holdsPHP reports whether a program stands in text.
func holdsPHP(text []byte) bool {
	for {
		i := programIndex(text)
		if i < 0 {
			return false
		}
		text = text[i:]
		if bytes.HasPrefix(text, []byte("<?php")) || bytes.HasPrefix(text, []byte("<?=")) {
			return true
		}
		text = text[len("<?"):]
	}
}

// programIndex is where the next <? stands in text, or -1. It looks for question marks, which are much rarer in a page
// than what stands before them.
func programIndex(text []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(text[i:], '?')
		if n < 0 {
			return -1
		}
		if i += n; i > 0 && text[i-1] == '<' {
			return i - 1
		}
	}
}
