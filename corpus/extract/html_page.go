package extract

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// A page is what an HTML document says of itself, apart from its text.
type page struct {
	title    string   // <title>, og:title or the first <h1>, in this order
	lang     string   // as declared by <html lang>
	frames   []string // addresses of pages shown inside
	scripts  int      // number of <script>
	appRoots int      // empty elements that a script framework fills
}

// appRoot finds the empty elements into which the usual script frameworks put the page.
const appRoot = "div#root:empty, div#app:empty, div#__next:empty, div#__nuxt:empty, div#___gatsby:empty, div#q-app:empty, " +
	"div#main-app:empty, div#react-root:empty, div#svelte:empty"

// describePage reads the head of a page and looks for what takes the place of text in it.
func describePage(doc *goquery.Document) page {
	root := doc.Find("html").First()
	p := page{
		lang:     root.AttrOr("lang", root.AttrOr("xml:lang", "")),
		scripts:  doc.Find("script").Length(),
		appRoots: doc.Find(appRoot).Length(),
	}
	heading := doc.Find("h1").FilterFunction(func(_ int, h *goquery.Selection) bool { return squeeze(h.Text()) != "" }).First()
	for _, t := range []string{
		doc.Find("head title, body > title").First().Text(), doc.Find("meta[property='og:title']").AttrOr("content", ""), visibleText(heading),
	} {
		if p.title == "" {
			p.title = squeeze(t)
		}
	}
	doc.Find("iframe, frame").Each(func(_ int, f *goquery.Selection) {
		p.frames = append(p.frames, strings.TrimSpace(f.AttrOr("src", "")))
	})
	return p
}

// visibleText is the text of a selection without scripts and the readings of ruby.
func visibleText(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	return nodeText(s.Nodes[0])
}
