package find

import (
	"fmt"
	"strings"
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// Who of two parties provides is told by what the document has the two do, whichever is named first.
func TestRoles(t *testing.T) {
	f := builtinFinder(t)
	for _, c := range []struct {
		lang               corpus.Lang
		text               string
		provider, customer string
	}{
		{corpus.Japanese, "株式会社山川（以下「甲」という。）と株式会社海原（以下「乙」という。）は、次のとおり契約する。\n甲は、乙からデータを預かる。\n甲は、乙の指示に従う。", "甲", "乙"},
		{corpus.Japanese, "株式会社山川（以下「甲」という。）と株式会社海原（以下「乙」という。）は、次のとおり契約する。\n乙は、甲からデータを預かる。\n乙は、甲の指示に従う。", "乙", "甲"},
		{corpus.Japanese, "株式会社山川（以下「甲」という。）と株式会社海原（以下「乙」という。）は、次のとおり契約する。", "乙", "甲"},
		{corpus.English, "Northwind Ltd. (\"Northwind\") and Harbour Inc. (\"Harbour\") agree as follows.\nHarbour shall process personal data on behalf of Northwind.", "Harbour", "Northwind"},
		{corpus.English, "Northwind Ltd. (\"Northwind\") and Harbour Inc. (\"Harbour\") agree as follows.\nNorthwind shall process personal data on behalf of Harbour.", "Northwind", "Harbour"},
	} {
		doc := plainDocument(c.text, c.lang, corpus.Terms)
		d := f.open(Doc{doc, clause.Split(doc)})
		d.tokenize()
		d.defined()
		found := 0
		for i, term := range d.Terms {
			set := d.meanings[i]
			switch term.Name {
			case c.provider:
				found++
				if !set.Has(d.lang.about.provider) || set.Has(d.lang.about.customer) {
					t.Errorf("%s\n%s is not the provider", c.text, term.Name)
				}
			case c.customer:
				found++
				if !set.Has(d.lang.about.customer) || set.Has(d.lang.about.provider) {
					t.Errorf("%s\n%s is not the customer", c.text, term.Name)
				}
			}
		}
		if found != 2 {
			t.Errorf("%s\ndefines %d of the two parties", c.text, found)
		}
	}
}

// However many companies a document names, its text is searched for a few pairs of them only.
func TestFewPartiesAreWeighed(t *testing.T) {
	f := builtinFinder(t)
	for lang, pair := range map[corpus.Lang]string{
		corpus.Japanese: "株式会社ア%dル（以下「ア%[1]dル」という。）と株式会社イ%[1]dロ（以下「イ%[1]dロ」という。）は、次のとおり契約する。\n",
		corpus.English:  "Acme%d Ltd. (\"Acme%[1]d\") and Harbour%[1]d Inc. (\"Harbour%[1]d\") agree as follows.\n",
	} {
		var text strings.Builder
		for i := range 3 * maxWeighed {
			fmt.Fprintf(&text, pair, i)
		}
		doc := plainDocument(text.String(), lang, corpus.Terms)
		d := f.open(Doc{doc, clause.Split(doc)})
		d.tokenize()
		d.defined()
		if n := len(d.works); n != 2*maxWeighed {
			t.Errorf("%s: %d directions of pairs were weighed, want %d", lang, n, 2*maxWeighed)
		}
	}
}
