package frame

import "strings"

// nameCustomersThings notes as customer data what belongs to customers and is looked at, used, passed on or deleted, in an English
// sentence that names no other data: "reads its clients' ledgers", "the manifests of its customers".
func (w *clauseWork) nameCustomersThings() {
	handled := false
	for k := range w.mentions {
		c := w.mentions[k].Concepts
		if c.Meets(&w.p.concept.anyThing) && !w.pronounFor(w.mentions[k].First) {
			return
		}
		handled = handled || c.Meets(&w.p.concept.handled)
	}
	for i := 1; handled && i < len(w.t); i++ {
		if w.customersThing(i) {
			w.mentions = append(w.mentions, Mention{First: i, Last: i, Concepts: &w.p.entered})
		}
	}
}

// pronounFor reports whether token i is "it" or "them".
func (w *clauseWork) pronounFor(i int) bool { return w.low[i] == "it" || w.low[i] == "them" }

// customersThing reports whether token i is a noun in the plural for something that customers keep: behind "the tenant's" or before
// "of its clients".
func (w *clauseWork) customersThing(i int) bool {
	s := w.low[i]
	if !w.word(i) || len(s) < 5 || w.t[i].Surface[0] < 'a' || !strings.HasSuffix(s, "s") || strings.HasSuffix(s, "ss") || strings.HasSuffix(s, "'s") ||
		w.partyAt(i) != 0 || w.act(i) || w.staffAt(i) || w.g.systems.has(s) || notKept.has(s) || i+1 < len(w.t) && w.word(i+1) && !w.act(i+1) && !w.lyWord(i+1) && !w.g.preps.has(w.low[i+1]) {
		return false
	}
	if storedWords.has(w.low[i-1]) { // "stored|scans"
		return true
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if w.partyAt(k) == Customer && (strings.HasSuffix(w.t[k].Surface, "'s") || strings.HasSuffix(w.t[k].Surface, "’s") || strings.HasSuffix(w.t[k].Surface, "s'") || strings.HasSuffix(w.t[k].Surface, "s’") || w.at(k+1) == "'" || w.at(k+1) == "’") {
			return true
		}
		if !w.word(k) && w.low[k] != "'" && w.low[k] != "’" {
			break
		}
	}
	k := i + 2
	if w.at(k) == "the" || w.at(k) == "its" || w.at(k) == "our" || w.at(k) == "a" || w.at(k) == "their" {
		k++
	}
	return w.at(i+1) == "of" && k < len(w.t) && w.partyAt(k) == Customer && !strings.Contains(w.t[k].Surface, "'") && !strings.Contains(w.t[k].Surface, "’")
}

var storedWords = wordSet("stored hosted uploaded saved archived entrusted")

// what customers have but do not keep in a service
var notKept = wordSet("requests request consents rights obligations duties employees users customers clients members affiliates agents contractors subcontractors systems servers networks computers devices terminals premises offices sites websites products services goods trademarks logos names marks " +
	"fees invoices payments costs orders purchases subscriptions licences licenses instructions directions interests needs expectations preferences choices settings options questions queries complaints claims losses damages responsibilities liabilities remedies taxes laws policies terms conditions " +
	"representatives auditors advisers advisors administrators credentials passwords accounts applications apps browsers purposes activities actions acts omissions decisions efforts hours days operations processes requirements specifications facilities sessions visits suggestions ideas parents children relatives " +
	"suppliers vendors partners keys tokens expenses rates units seats privileges permissions interactions communities groups friends domains environments machines phones business businesses means reasons details wishes breaches charges funds assets shares securities regulations standards objectives sales events " +
	"projects plans offers news series tools features feedback results benefits offerings types kinds categories classes numbers persons individuals people experiences queries teams departments directors officers successors assigns heirs owners holders representations warranties undertakings")
