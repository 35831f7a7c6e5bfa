package frame

import (
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// A Parser reads sentences of one language. It is immutable and safe to share.
type Parser struct {
	voc     *Vocabulary
	limits  Set // concepts whose words limit a promise: without-consent, in-principle
	concept parties
	entered Set      // what 入力データ or Dutch klantdata stands for: data that users put into the service
	ownEnds Set      // what 自社事業 stands for: business of the provider's own
	system  Set      // what 契約者のシステム stands for: what customers work with
	grammar *grammar // nil for Japanese
}

// parties are the concepts that the parsers themselves look for; -1 where the language lacks one.
type parties struct {
	provider, customer, subcontractor, authority, thirdParty, duty, guarantee, staff, looking int
	anyParty, anyAct, anyThing, handled                                                       Set
}

// party is the set of all concepts of parties.
func (c *parties) party() Set { return c.anyParty }

// acts is the set of concepts of verbs that rules care about.
func (c *parties) acts() Set { return c.anyAct }

// things is the set of concepts of data.
func (c *parties) things() Set { return c.anyThing }

func some(ids ...int) Set {
	var s Set
	for _, id := range ids {
		if id >= 0 {
			s.Add(id)
		}
	}
	return s
}

// NewParser makes a parser that knows the parties by the concepts provider, customer, subcontractor, authority and
// third-party of the vocabulary, duties by the concepts duty and guarantee, and English and Dutch verbs in lists by the
// concept act.
func NewParser(v *Vocabulary) *Parser {
	p := &Parser{voc: v}
	c := &p.concept
	c.provider, c.customer, c.subcontractor = v.Concept("provider"), v.Concept("customer"), v.Concept("subcontractor")
	c.authority, c.thirdParty = v.Concept("authority"), v.Concept("third-party")
	c.duty, c.guarantee, c.staff = v.Concept("duty"), v.Concept("guarantee"), v.Concept("staff")
	c.looking = v.Concept("looking")
	c.anyParty = some(c.provider, c.customer, c.subcontractor, c.authority, c.thirdParty)
	c.anyAct, c.anyThing = some(v.Concept("act")), some(v.Concept("anything"))
	c.handled = some(v.Concept("view"), v.Concept("monitor"), v.Concept("use"), v.Concept("disclose"), v.Concept("delete"), v.Concept("worked-on"))
	p.limits = some(v.Concept("without-consent"), v.Concept("in-principle"))
	p.entered, p.system, p.ownEnds = v.word("入力データ"), v.word("契約者のシステム"), v.word("自社事業")
	if v.lang == corpus.Dutch {
		p.entered = v.word("klantdata")
	}
	if v.lang == corpus.English {
		p.entered = v.word("customer data")
	}
	if v.lang != corpus.Japanese {
		p.grammar = grammarOf(v.lang)
	}
	return p
}

// maxTokens is the longest stretch that is read at once. Real sentences have up to some 500; the work grows with the
// square, so that a text without full stops is cut at commas.
const maxTokens = 1000

// Parse reads one sentence. It has no error: what it can't read gives no frames.
func (p *Parser) Parse(in *Input) *Reading {
	if len(in.Tokens) <= maxTokens {
		return p.parse(in)
	}
	all := &Reading{}
	rest := in.Tokens
	for len(rest) > 0 {
		n := pieceOf(rest)
		piece := *in
		piece.Tokens = rest[:n]
		if n < len(in.Tokens) && len(all.Frames) > 0 {
			piece.Before = all
		}
		r := p.parse(&piece)
		all.Frames, all.Parts = append(all.Frames, r.Frames...), append(all.Parts, r.Parts...)
		all.All.Union(&r.All)
		if all.Topic == 0 {
			all.Topic = r.Topic
		}
		all.Tail, all.Opens, all.Mode = r.Tail, r.Opens, r.Mode
		rest = rest[n:]
	}
	return all
}

// pieceOf gives how many tokens to read at once: up to the last comma within maxTokens.
func pieceOf(tokens []token.Token) int {
	if len(tokens) <= maxTokens {
		return len(tokens)
	}
	for n := maxTokens; n > maxTokens/2; n-- {
		if s := tokens[n-1].Surface; s == "、" || s == "," || s == ";" {
			return n
		}
	}
	return maxTokens
}

func (p *Parser) parse(in *Input) *Reading {
	if p.voc.lang == corpus.Japanese {
		return p.japanese(in)
	}
	r := p.western(in)
	if len(r.Frames) < cap(r.Frames) {
		r.Frames = exactly(r.Frames, in)
	}
	return r
}

// exactly copies frames into memory of their number, since those of all sentences are kept until the document is done; an
// item has room for the frame that its lead-in makes of it.
func exactly(frames []Frame, in *Input) []Frame {
	n := len(frames)
	if in.LeadIn != nil {
		n++
	}
	if n == 0 {
		return nil
	}
	return append(make([]Frame, 0, n), frames...)
}

func (p *Parser) actors(set *Set) Actor {
	c := &p.concept
	var who Actor
	for _, x := range []struct {
		concept int
		actor   Actor
	}{{c.provider, Provider}, {c.customer, Customer}, {c.subcontractor, Subcontractor}, {c.authority, Authority}, {c.thirdParty, ThirdParty}} {
		if x.concept >= 0 && set.Has(x.concept) {
			who |= x.actor
		}
	}
	return who
}

// mentions adds the words of the vocabulary and of the document's own names to found.
func (p *Parser) mentions(tokens []token.Token, names *Glossary, found []Mention) []Mention {
	found = p.voc.mentions(tokens, found)
	if names == nil {
		return found
	}
	for i := range tokens {
		n := int32(0)
		for j := i; j < len(tokens) && n >= 0; j++ {
			var e int32
			if n, e = names.step(n, tokens[j].Surface, j > i); e < 0 {
				continue
			}
			set := names.entries[e].concepts
			if set.Meets(&p.concept.anyParty) { // what the document calls a party is that party, whatever the word means elsewhere
				without(found, i, j, &p.concept.anyParty)
			}
			if !set.Meets(&p.concept.anyParty) && !set.Meets(&p.concept.anyThing) { // defined as something else than its words say
				without(found, i, j, allConcepts)
			}
			found = append(found, Mention{First: i, Last: j, Concepts: set})
		}
	}
	return found
}

// allConcepts is the set of everything.
var allConcepts = func() *Set {
	var s Set
	for i := range s {
		s[i] = ^s[i]
	}
	return &s
}()

// without takes concepts away from the mentions inside tokens i…j.
func without(found []Mention, i, j int, concepts *Set) {
	for k := range found {
		if found[k].First >= i && found[k].Last <= j {
			found[k].lose(concepts)
		}
	}
}
