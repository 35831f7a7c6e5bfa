package frame

import (
	"slices"
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// An apart is the rest of a Dutch verb that stands elsewhere in the sentence: "ziet … in", "neemt … kennis".
type apart struct {
	particle []string // stems
	tight    bool     // stands at the end of its clause, behind the verb
	whole    string   // the infinitive as it is entered
}

// A tail is the last part of Dutch compounds that stand for what it stands for: "*gegevens" takes in "leerlinggegevens".
type tail struct {
	stem string
	word string // as it is entered
}

// addTail enters the last part of compounds for concept id, with an entry of its own.
func (v *Vocabulary) addTail(w string, id int) {
	v.add("* " + w).concepts.Add(id)
	t := tail{v.key(w), v.key("* " + w)}
	if !slices.Contains(v.tails, t) {
		v.tails = append(v.tails, t)
	}
}

// compounds finds the Dutch compounds that end in one of the tails; a word listed under a concept's Except is none.
func (v *Vocabulary) compounds(found []Mention, tokens []token.Token) []Mention {
	for _, t := range v.tails {
		for i := range tokens {
			if len(tokens[i].Base) > len(t.stem)+1 && strings.HasSuffix(tokens[i].Base, t.stem) {
				found = v.mention(found, v.find(t.word), i, i)
			}
		}
	}
	return found
}

// addWord enters a word of concept id, a Dutch verb with all its forms.
func (v *Vocabulary) addWord(w string, id int) {
	if last, ok := strings.CutPrefix(w, "*"); ok && v.lang == corpus.Dutch {
		v.addTail(last, id)
		return
	}
	v.add(w).concepts.Add(id)
	if v.lang != corpus.Dutch {
		return
	}
	forms, ok := token.Conjugate(w)
	if !ok {
		return
	}
	for _, f := range forms.Together {
		v.add(f).concepts.Add(id)
	}
	whole := v.key(w)
	if v.apart == nil {
		v.apart = map[string][]apart{}
	}
	for _, f := range forms.Finite {
		key := v.key(f)
		if known := v.apart[key]; !slices.ContainsFunc(known, func(a apart) bool { return a.whole == whole }) {
			v.apart[key] = append(known, apart{strings.Fields(v.key(strings.Join(forms.Particle, " "))), forms.Tight, whole})
		}
	}
}

// longestClause is how many tokens may stand between a Dutch verb and its particle.
const longestClause = 40

// joinApart finds the Dutch verbs whose particle stands apart; the mention is the verb's.
func (v *Vocabulary) joinApart(found []Mention, tokens []token.Token) []Mention {
	for i := range tokens {
		for _, a := range v.apart[tokens[i].Base] {
			if a.behind(tokens, i) || !a.tight && a.before(tokens, i) {
				found = v.mention(found, v.find(a.whole), i, i)
			}
		}
	}
	return found
}

// behind reports whether the particle stands behind the verb at token i, in the same clause.
func (a *apart) behind(tokens []token.Token, i int) bool {
	for j := i + 1; j < len(tokens) && j < i+longestClause; j++ {
		if s := tokens[j].Surface; s == ";" || s == ":" || s == "." {
			return false
		}
		if a.at(tokens, j) && (!a.tight || closesClause(tokens, j+1)) {
			return true
		}
	}
	return false
}

// before reports whether the words of an idiom stand before its verb at token i: "kennis van de gegevens nemen".
func (a *apart) before(tokens []token.Token, i int) bool {
	for j := i - 1; j >= 0 && j > i-longestClause/2; j-- {
		if s := tokens[j].Surface; s == ";" || s == ":" || s == "." || s == "," {
			return false
		}
		if a.at(tokens, j) {
			return true
		}
	}
	return false
}

func (a *apart) at(tokens []token.Token, j int) bool {
	for k, p := range a.particle {
		if j+k >= len(tokens) || tokens[j+k].Base != p {
			return false
		}
	}
	return true
}

// closesClause reports whether a clause ends before token j, so that a small word there is no preposition.
func closesClause(tokens []token.Token, j int) bool {
	return j >= len(tokens) || tokens[j].POS == token.Symbol || clauseOpeners.has(tokens[j].Low)
}

var clauseOpeners = wordSet("en of dan om indien als wanneer voor zodra die dat waarna waarbij tenzij behalve mits bij via door met op aan teneinde ter ten terwijl maar over aangaande omtrent namens volgens conform tijdens zonder binnen van in uit naar vanaf ter conform na tot onder tussen zoals opdat welke wie hoe hoeveel wat voordat nadat alvorens zolang omdat doordat")

// addActs enters the Dutch verbs that rules ask for as acts, so that their clauses are read.
func (v *Vocabulary) addActs(g *lexicon.Language) {
	id, ok := v.ids["@act"]
	if v.lang != corpus.Dutch || !ok {
		return
	}
	for i := range g.Rules {
		for _, w := range g.Rules[i].Action {
			if !strings.ContainsAny(w, "@* ") && strings.HasSuffix(w, "en") {
				v.addWord(w, id)
			}
		}
	}
}
