package frame

import "strings"

// shieldNames takes words inside a longer name of a party for what they are: "AI" in "Acme AI" is no AI.
func (w *clauseWork) shieldNames() {
	for _, n := range w.mentions {
		if _, named := w.in.Names.Get(strings.Join(w.low[n.First:n.Last+1], " ")); !named || n.Last == n.First {
			continue
		}
		for k := range w.mentions {
			if m := &w.mentions[k]; m.First >= n.First && m.Last <= n.Last && m.Last-m.First < n.Last-n.First && !m.Concepts.Meets(n.Concepts) {
				m.Concepts = &Set{}
			}
		}
	}
}

// shieldTitles takes the title of a clause that is only referred to for no words of the sentence: "subject to Clause 10
// (Return and Deletion of Data)".
func (w *clauseWork) shieldTitles() {
	for i := 2; i < len(w.t); i++ {
		if w.low[i] != "(" || !clauseWords.has(w.low[i-2]) || !strings.ContainsAny(w.low[i-1], "0123456789") && len(w.low[i-1]) > 4 {
			continue
		}
		end := i + 1
		for end < len(w.t) && end < i+16 && w.low[end] != ")" {
			end++
		}
		for k := range w.mentions {
			if m := &w.mentions[k]; end < len(w.t) && m.First > i && m.Last < end {
				m.Concepts = &Set{}
			}
		}
	}
}

// shieldDocuments takes the words in the name of a document for no words of the sentence: "our Privacy & Cookie Policy", "the
// Data Processing Addendum".
func (w *clauseWork) shieldDocuments() {
	for i := 2; i < len(w.t); i++ {
		if !documentHeads.has(w.low[i]) || !w.capital(i) {
			continue
		}
		first := i
		for first > 1 && i-first < 6 && (w.capital(first-1) && !strings.HasSuffix(w.t[first-1].Surface, "s'") && !strings.ContainsAny(w.t[first-1].Surface, "'’") ||
			(w.low[first-1] == "&" || w.low[first-1] == "and") && w.capital(first-2)) {
			first--
		}
		for k := range w.mentions {
			if m := &w.mentions[k]; m.First >= first && m.Last < i {
				m.Concepts = &Set{}
			}
		}
	}
}

var documentHeads = wordSet("policy policies addendum statement notice terms agreement")

var clauseWords = wordSet("section sections clause clauses article articles paragraph paragraphs annex schedule exhibit appendix artikel artikelen bijlage paragraaf lid")

// shieldAdjectives takes the participle in a defined name for no word of the sentence: whoever shares "Encrypted Content" does not
// say that anything is encrypted.
func (w *clauseWork) shieldAdjectives() {
	for k := range w.mentions {
		m := &w.mentions[k]
		i := m.First
		if m.Last != i || i == 0 || i+1 >= len(w.t) || !strings.HasSuffix(w.low[i], "ed") || !w.named(i) || !w.named(i+1) || w.named(i-1) && w.low[i-1] != "the" {
			continue
		}
		if things := w.p.concept.things(); !m.Concepts.Meets(&things) {
			m.Concepts = &Set{}
		}
	}
}

// shieldDataNames takes the people in the name of data for no people: "Employee Data" speaks of no staff.
func (w *clauseWork) shieldDataNames() {
	things := w.p.concept.things()
	for k := range w.mentions {
		m := &w.mentions[k]
		i := m.First
		if m.Last != i || i+1 >= len(w.t) || !w.named(i) || !w.named(i+1) || !dataHeads.has(w.low[i+1]) || m.Concepts.Meets(&things) || w.p.actors(m.Concepts) != 0 {
			continue
		}
		m.Concepts = &Set{}
	}
}

var dataHeads = wordSet("data records information content files details documents")

// named reports whether token i is written as names are: "Content", but neither "content" nor "CONTENT".
func (w *clauseWork) named(i int) bool {
	s := w.t[i].Surface
	return w.capital(i) && (len(s) == 1 || s[1:] != strings.ToUpper(s[1:]))
}
