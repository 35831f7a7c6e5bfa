package find

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// read parses all sentences of a document. It gives nil for a language without rules.
func (f *Finder) read(in Doc) *doc {
	d := f.open(in)
	if d != nil {
		d.tokenize()
		d.readFrames()
	}
	return d
}

// open makes a document ready to be read; nil for a language without rules.
func (f *Finder) open(in Doc) *doc {
	lang := f.language(in.Document.Lang)
	if lang == nil {
		return nil
	}
	d := &doc{
		Document: in.Document, Tree: in.Tree, finder: f, lang: lang, items: map[int][]int{}, completed: map[int]int{}, digests: map[int][sha256.Size]byte{}, raised: map[raised]bool{}, works: map[[2]string]int{},
		readings: make([]*frame.Reading, len(in.Sentences)), context: make([]frame.Set, len(in.Sentences)),
	}
	d.adopt()
	for i := range d.Sentences {
		if l := d.Sentences[i].LeadIn; l >= 0 {
			d.items[l] = append(d.items[l], i)
		}
	}
	return d
}

// readFrames reads the frames of all sentences from their tokens.
func (d *doc) readFrames() {
	names := d.defined()
	d.names = frame.NewGlossary(d.Document.Lang, names)
	if learnt := d.learnData(names); len(learnt) > 0 {
		maps.Copy(learnt, names)
		d.names = frame.NewGlossary(d.Document.Lang, learnt)
	}
	headings := d.headings()
	d.about = d.scopeOf()
	d.scope = d.about.scopeForRules()
	d.sections = d.sectionScopes(headings)
	d.heads = d.tableHeads()
	for i := range d.Sentences {
		d.context[i] = d.headingContext(i, headings)
		d.readSentence(i)
	}
	d.completeLists()
	d.answers()
	d.sheets()
}

// learnData gives the words that a Japanese or Dutch document has, beside names, for what customers put into its service.
func (d *doc) learnData(names frame.Names) frame.Names {
	learnt := frame.Names{}
	entered := d.lang.parser.EnteredNouns
	switch d.Document.Lang {
	case corpus.Japanese:
	case corpus.Dutch:
		entered = d.lang.parser.EnteredDutch
	default:
		return learnt
	}
	for i := range d.tokens {
		for _, name := range entered(d.tokens[i], d.names) {
			name = fold.String(name)
			if _, known := names[name]; !known {
				learnt[name] = d.lang.parser.Entered()
			}
		}
	}
	return learnt
}

// tokenize cuts all sentences that will be read, and the headings.
func (d *doc) tokenize() {
	d.tokens = make([][]token.Token, len(d.Sentences))
	if d.finder.memory != nil {
		d.recalled = make([]*recalled, len(d.Sentences))
	}
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.Role == corpus.Body && (s.Kind != clause.Caption || len(d.items[i]) > 0 || d.asks(i)) {
			d.tokens[i] = d.cut(i)
		}
	}
	d.captions = make([][]token.Token, len(d.Clauses))
	for i := range d.Clauses {
		if c := d.Clauses[i].Caption; c != "" {
			d.captions[i] = d.finder.tokenizer.Tokens(c, corpus.Span{End: len(c)}, d.Document.Lang)
		}
	}
}

// asks reports whether sentence i is the heading of a Dutch answer: "8. Mag de helpdesk meekijken?".
func (d *doc) asks(i int) bool {
	return d.Document.Lang == corpus.Dutch && strings.HasSuffix(strings.TrimSpace(d.Sentences[i].Body.In(d.Text)), "?")
}

// cut gives the tokens of sentence i.
func (d *doc) cut(i int) []token.Token {
	body := d.Sentences[i].Body
	if d.recalled == nil {
		return d.finder.tokenizer.Tokens(d.Text, body, d.Document.Lang)
	}
	d.recalled[i] = d.finder.recall(d.Text, body, d.Document.Lang)
	return d.recalled[i].at(body.Start)
}

// words gives the concepts that occur in sentence i.
func (d *doc) words(i int) frame.Set {
	if d.recalled == nil || d.recalled[i] == nil {
		return d.concepts(d.tokens[i])
	}
	r := d.recalled[i]
	return r.concepts(&r.words, func() frame.Set { return d.concepts(d.tokens[i]) })
}

// parse reads sentence i.
func (d *doc) parse(i int, in *frame.Input) *frame.Reading {
	if d.recalled == nil {
		return d.lang.parser.Parse(in)
	}
	body, around := d.Sentences[i].Body, in.Around()
	if r := d.recalled[i].told(around, body.Start); r != nil {
		return r
	}
	r := d.lang.parser.Parse(in)
	d.recalled[i].keep(around, r, body)
	return r
}

// headings gives the concepts of every heading, by clause.
func (d *doc) headings() []frame.Set {
	sets := make([]frame.Set, len(d.Clauses))
	for i := range d.captions {
		sets[i] = d.concepts(d.captions[i])
	}
	return sets
}

// mentioned gives the concepts that occur in a text that is not part of the document's sentences.
func (d *doc) mentioned(text string) frame.Set {
	tokens := d.finder.tokenizer.Tokens(text, corpus.Span{End: len(text)}, d.Document.Lang)
	return d.concepts(tokens)
}

// mentionedAt gives the concepts that occur in a part of the document, which may reach out of sentence i.
func (d *doc) mentionedAt(i int, span corpus.Span) frame.Set {
	t := d.tokens[i]
	if t == nil || !d.Sentences[i].Body.Contains(span) {
		return d.mentioned(span.In(d.Text))
	}
	return d.concepts(within(t, span))
}

func (d *doc) concepts(tokens []token.Token) frame.Set { return d.lang.voc.Concepts(tokens) }

func (d *doc) headingContext(i int, headings []frame.Set) frame.Set {
	var set frame.Set
	for c := d.Sentences[i].Clause; c >= 0; c = d.Clauses[c].Parent {
		set.Union(&headings[c])
	}
	return set
}

// defaultActor says who acts where a sentence does not tell: in policies and security papers the provider speaks.
func (d *doc) defaultActor(i int) frame.Actor {
	if c := d.lang.about.prohibitionHeading; c < 0 || !d.context[i].Has(c) {
		return frame.Provider
	}
	for j := i - 1; d.Document.Lang == corpus.English && j >= 0 && d.Sentences[j].Clause == d.Sentences[i].Clause; j-- { // "Prohibitions. Acme shall not …"
		if r := d.readings[j]; r != nil && r.Topic != 0 {
			if r.Topic == frame.Provider {
				return frame.Provider
			}
			break
		}
	}
	return frame.Customer
}

// inThatCase are the words by which a sentence speaks of the case that the one before tells of.
var inThatCase = []string{"この場合", "その場合", "かかる場合", "これらの場合"}

// caseBefore gives the reading of the provision whose case sentence i speaks of: 前項の場合、…, この場合、…; nil if of none.
func (d *doc) caseBefore(i int) *frame.Reading {
	if d.Document.Lang != corpus.Japanese || i == 0 {
		return nil
	}
	text := d.Sentences[i].Body.In(d.Text)
	if hasPrefix(text, inThatCase) {
		return d.readings[i-1]
	}
	if !strings.HasPrefix(text, "前項") && !strings.HasPrefix(text, "前号") {
		return nil
	}
	head := text[:min(len(text), len("前項第一号に規定する提供を行った"))]
	if !containsAny(head, "場合", "とき") || strings.Contains(head, "かかわらず") {
		return nil
	}
	k, found := slices.BinarySearchFunc(d.Refs, i, func(r clause.Ref, i int) int { return cmp.Compare(r.Sentence, i) })
	if !found || len(d.Refs[k].Targets) == 0 {
		return nil
	}
	for _, j := range slices.Backward(d.Clauses[d.Refs[k].Targets[0]].Sentences) {
		if j < i && d.readings[j] != nil {
			return d.readings[j]
		}
	}
	return nil
}

func hasPrefix(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
}

func (d *doc) readSentence(i int) {
	s := &d.Sentences[i]
	if d.tokens[i] == nil {
		return
	}
	in := &frame.Input{Tokens: d.tokens[i], Text: d.Text, Names: d.names, Default: d.defaultActor(i)}
	if s.LeadIn >= 0 && s.LeadIn < i {
		in.LeadIn = d.readings[s.LeadIn]
	}
	if i > 0 && (d.Sentences[i-1].Clause == s.Clause || d.readings[i-1] != nil && len(d.readings[i-1].Asked) > 0) { // Q and A are numbered apart
		in.Before = d.readings[i-1]
	}
	r := d.parse(i, in)
	if s.Kind == clause.Caption || d.headline(i) || d.definesOnly(i, r) {
		r.Frames = nil
	}
	if d.Document.Kind == corpus.Privacy && d.Document.Lang == corpus.Japanese {
		for k := range r.Frames {
			if f := &r.Frames[k]; f.Place == frame.Main && f.Actor&frame.Provider != 0 && f.Purpose.Span.Len() > 0 {
				d.purposeOfUse(f, i)
				if named := d.bareList(i - 1); named != nil {
					r.All.Union(&named.All)
				}
			}
		}
	}
	d.readings[i] = r
	if head := d.heads[i]; head < i && d.readings[head] != nil {
		d.context[i].Union(&d.readings[head].All)
	}
	if in.LeadIn != nil {
		d.context[i].Union(&in.LeadIn.All)
		if r.Topic == 0 && r.Tail != frame.Main {
			r.Topic = in.LeadIn.Topic
		}
	} else if s.Kind == clause.Proviso && in.Before != nil {
		d.context[i].Union(&in.Before.All) // what it takes from
	} else if r := d.caseBefore(i); r != nil {
		d.context[i].Union(&r.All)
	}
	if in.Before != nil && len(in.Before.Asked) > 0 {
		d.context[i].Union(&in.Before.All) // an answer is about what was asked
		d.asked = in.Before
	} else if d.asked != nil && (in.Before == nil || len(r.Asked) > 0) {
		d.asked = nil
	} else if d.asked != nil {
		d.context[i].Union(&d.asked.All) // what else the answer says
	}
	if in.LeadIn == nil && r.Topic == 0 && in.Before != nil && (len(r.Asked) == 0 || len(r.Frames) > 0) { // a question begins anew
		r.Topic = in.Before.Topic
	}
}
