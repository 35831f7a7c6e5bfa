package extract

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kiyaku/corpus"
)

func css(list ...string) []corpus.Selector {
	var s []corpus.Selector
	for _, c := range list {
		s = append(s, corpus.Selector{CSS: c})
	}
	return s
}

const selectionPage = `<html><head><title>規約</title></head><body><header><p>案内</p></header>
<main><h1 id=top>利用規約</h1><p id=a>第一の段落です。</p><div class=ad>広告です。</div>
<ol><li>あ</li><li class=x>い</li><li>う</li></ol><p id=b>第二の<b>段落</b>です。</p><table><tr><td>項目</td><td>内容<i class=ad>広告</i></td></tr><tr><td>1</td><td>2</td></tr></table></main>
<footer><p id=f>附則です。</p></footer></body></html>`

func TestSelection(t *testing.T) {
	between := func(r corpus.Range) []corpus.Selector { return []corpus.Selector{{Range: r}} }
	for _, c := range []struct {
		name string
		sel  corpus.Selection
		want string // the texts of the blocks
	}{
		{"elements", corpus.Selection{Select: css("h1", "#b")}, "利用規約|第二の段落です。"},
		{"order of the page, each once", corpus.Selection{Select: css("#b", "h1", "p#b, b")}, "利用規約|第二の段落です。"},
		{"less what is removed", corpus.Selection{Select: css("main"), Remove: css(".ad", "ol", "#a")}, "利用規約|第二の段落です。|項目 ／ 内容|1 ／ 2"},
		{"numbers stay", corpus.Selection{Select: css("ol"), Remove: css(".x")}, "1. あ|3. う"},
		{"range with its ends", corpus.Selection{Select: between(corpus.Range{StartBefore: "#a", EndAfter: "ol"})}, "第一の段落です。|広告です。|1. あ|2. い|3. う"},
		{"range without its ends", corpus.Selection{Select: between(corpus.Range{StartAfter: "#top", EndBefore: "ol"})}, "第一の段落です。|広告です。"},
		{"range removed", corpus.Selection{Select: css("main"), Remove: between(corpus.Range{StartBefore: ".ad", EndBefore: "#b"})}, "利用規約|第一の段落です。|第二の段落です。|項目 ／ 内容広告|1 ／ 2"},
		{"range that begins within a paragraph", corpus.Selection{Select: between(corpus.Range{StartBefore: "b", EndAfter: "#b"})}, "段落です。"},
		{"a footer that is asked for", corpus.Selection{Select: css("footer")}, "附則です。"},
	} {
		doc, err := Document(context.Background(), &corpus.Snapshot{Source: corpus.Source{Selection: &c.sel}, MediaType: "text/html", Body: []byte(selectionPage)}, Config{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, b := range doc.Blocks {
			if b.Role == corpus.Body {
				got = append(got, b.Span.In(doc.Text))
			}
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: body is %q, want %q", c.name, s, c.want)
		}
		if len(doc.Problems) != 1 || doc.Problems[0].Code != "not-selected" {
			t.Errorf("%s: problems %v, want one that says what was left out", c.name, doc.Problems)
		}
	}
}

// Paths are those of the whole page, so that a quote can be found there.
func TestSelectionKeepsPaths(t *testing.T) {
	paths := func(sel *corpus.Selection) map[string]string {
		doc, err := Document(context.Background(), &corpus.Snapshot{Source: corpus.Source{Selection: sel}, MediaType: "text/html", Body: []byte(selectionPage)}, Config{})
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]string{}
		for _, b := range doc.Blocks {
			m[b.Span.In(doc.Text)] = b.Path
		}
		return m
	}
	all := paths(nil)
	for text, path := range paths(&corpus.Selection{Select: css("#b", "ol"), Remove: css(".ad", "h1")}) {
		if path != all[text] {
			t.Errorf("path of %q is %s, want %s", text, path, all[text])
		}
	}
}

func TestSelectionNotThere(t *testing.T) {
	for _, c := range []struct {
		sel  corpus.Selection
		want string
	}{
		{corpus.Selection{Select: css(".gone")}, ".gone"},
		{corpus.Selection{Select: []corpus.Selector{{Range: corpus.Range{StartBefore: "#a", EndBefore: "#gone"}}}}, "#gone"},
		{corpus.Selection{Select: []corpus.Selector{{Range: corpus.Range{StartBefore: "#b", EndBefore: "#a"}}}}, "ends before it begins"},
		{corpus.Selection{Remove: []corpus.Selector{{Range: corpus.Range{StartAfter: "#gone", EndBefore: "#a"}}}}, "#gone"},
	} {
		_, err := Document(context.Background(), &corpus.Snapshot{Source: corpus.Source{Location: "x", Selection: &c.sel}, MediaType: "text/html", Body: []byte(selectionPage)}, Config{})
		var e *Error
		if !errors.As(err, &e) || e.Kind != KindNoMatch || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want one of kind %s that names %s", c.sel, err, KindNoMatch, c.want)
		}
	}
}

func TestCheckSelection(t *testing.T) {
	if err := CheckSelection(&corpus.Selection{Select: css("main > p:not(.x)")}); err != nil {
		t.Error(err)
	}
	err := CheckSelection(&corpus.Selection{Select: css("p["), Remove: []corpus.Selector{{Range: corpus.Range{StartBefore: ">>", EndAfter: "b"}}}})
	if err == nil || strings.Count(err.Error(), "is no CSS selector") != 2 {
		t.Errorf("CheckSelection = %v, want both selectors named", err)
	}
}
