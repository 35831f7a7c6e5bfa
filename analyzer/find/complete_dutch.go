package find

import (
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
)

// leadObject gives the acts of a Dutch item the data that its lead-in l names: "Leverancier zal de dossiers niet: a. inzien".
func (d *doc) leadObject(item, lead *frame.Reading, l int) {
	anything := d.lang.about.anything
	if d.Document.Lang != corpus.Dutch || anything < 0 || !strings.HasSuffix(strings.TrimSpace(d.Sentences[l].Body.In(d.Text)), ":") || len(lead.Frames) == 0 {
		return
	}
	f := &lead.Frames[len(lead.Frames)-1]
	if f.Place != frame.Main || !f.Object.Set.Has(anything) {
		return
	}
	for k := range item.Frames {
		if g := &item.Frames[k]; (g.Place == frame.Main || g.Place == frame.List) && !g.Object.Set.Has(anything) {
			g.Object.Set.Union(&f.Object.Set)
		}
	}
}

// exceptedBelow gives the sentence that closes the list in which item i stands and excepts a case from all of it: "a. inzien; b.
// verstrekken, tenzij Klant daarom verzoekt"; -1 if there is none.
func (d *doc) exceptedBelow(i int) int {
	l := d.Sentences[i].LeadIn
	if l < 0 || d.Document.Lang != corpus.Dutch || len(d.items[l]) == 0 {
		return -1
	}
	j := d.items[l][len(d.items[l])-1] + 1
	if j >= len(d.Sentences) || d.Sentences[j].Clause != d.Sentences[l].Clause || d.Sentences[j].LeadIn >= 0 || len(d.tokens[j]) == 0 || !exceptOpeners[d.tokens[j][0].Surface] {
		return -1
	}
	return j
}

var exceptOpeners = words("tenzij behalve behoudens uitgezonderd")
