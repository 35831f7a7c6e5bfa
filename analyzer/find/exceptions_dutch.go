package find

import (
	"kiyaku/analyzer/token"
)

// customerAsks reports whether a Dutch case is that the customer asks for the act or agrees to it: "u ons dat vraagt",
// "Afnemer ermee instemt", "vraagt u erom".
func (d *doc) customerAsks(words []token.Token) bool {
	customer := d.lang.about.customer
	if customer < 0 {
		return false
	}
	for i := range words {
		if set := d.concepts(words[i : i+1]); !set.Has(customer) {
			continue
		}
		if i > 0 && asksDutch[words[i-1].Low] {
			return true
		}
		for j := i + 1; j < len(words) && j < i+7; j++ {
			w := words[j].Low
			if asksDutch[w] {
				return true
			}
			if w == "niet" || w == "geen" || words[j].POS == token.Symbol {
				break
			}
		}
	}
	return false
}

var asksDutch = words("vraagt vragen verzoekt verzoeken wenst wensen wil wilt willen instemt instemmen toestemt toestaat verlangt goedkeurt goedvindt opdraagt gelast aanvraagt inroept opvraagt besluit beslist bepaalt bepalen aanwijst wijzen aangewezen aangeeft aanzet uitzet inschakelt uitschakelt kiest verkiest opgeeft machtigt autoriseert")
