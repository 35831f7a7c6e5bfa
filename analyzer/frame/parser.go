package frame

import (
	"strings"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// A Parser reads sentences of one language. It is immutable and safe to share.
type Parser struct {
	voc     *Vocabulary
	limits  Set // concepts whose words limit a promise: without-consent, in-principle
	concept struct{ provider, customer, subcontractor, authority, thirdParty, duty, guarantee int }
}

// NewParser makes a parser that knows the parties by the concepts provider, customer, subcontractor, authority and
// third-party of the vocabulary, and duties by the concepts duty and guarantee.
func NewParser(v *Vocabulary) *Parser {
	p := &Parser{voc: v}
	c := &p.concept
	c.provider, c.customer, c.subcontractor = v.Concept("provider"), v.Concept("customer"), v.Concept("subcontractor")
	c.authority, c.thirdParty = v.Concept("authority"), v.Concept("third-party")
	c.duty, c.guarantee = v.Concept("duty"), v.Concept("guarantee")
	for _, name := range []string{"without-consent", "in-principle"} {
		if id := v.Concept(name); id >= 0 {
			p.limits.Add(id)
		}
	}
	return p
}

// Parse reads one sentence. It has no error: what it can't read gives no frames.
func (p *Parser) Parse(in *Input) *Reading {
	if p.voc.lang == corpus.Japanese {
		return p.japanese(in)
	}
	return p.western(in)
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

// mentions finds the words of the vocabulary and of the document's own names.
func (p *Parser) mentions(tokens []token.Token, names Names) []Mention {
	found := p.voc.Mentions(tokens)
	if len(names) == 0 {
		return found
	}
	longest := 0
	for n := range names {
		longest = max(longest, len(n))
	}
	for i := range tokens {
		var b strings.Builder
		for j := i; j < len(tokens) && b.Len() < longest; j++ {
			if p.voc.lang != corpus.Japanese && j > i {
				b.WriteByte(' ')
			}
			b.WriteString(tokens[j].Surface)
			key := b.String()
			if p.voc.lang != corpus.Japanese {
				key = strings.ToLower(key)
			}
			if set, ok := names[key]; ok {
				found = append(found, Mention{First: i, Last: j, Concepts: set})
			}
		}
	}
	return found
}

func (p *Parser) western(in *Input) *Reading { return &Reading{} }
