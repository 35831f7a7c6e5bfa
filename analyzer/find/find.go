package find

import (
	"crypto/sha256"
	"errors"
	"slices"
	"sync"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// A Finder raises flags by the rules of a lexicon. It is immutable and safe to share; the Japanese dictionary is loaded
// with the first Japanese sentence.
type Finder struct {
	lex       *lexicon.Lexicon
	tokenizer *token.Tokenizer
	languages map[corpus.Lang]func() *language
	memory    *memory // nil for none
}

// New compiles lex. The error joins all rules that do not compile. The languages of a lexicon that was compiled before are
// made ready when the first document comes that needs them.
func New(lex *lexicon.Lexicon) (*Finder, error) {
	f := &Finder{lex: lex, tokenizer: &token.Tokenizer{}, languages: map[corpus.Lang]func() *language{}}
	var errs []error
	for _, g := range lex.Languages {
		if g.Vocabulary != "" {
			f.languages[corpus.Lang(g.Code)] = sync.OnceValue(func() *language {
				l, err := compile(lex, g)
				if err != nil {
					panic("find: compiled lexicon: " + err.Error())
				}
				return l
			})
			continue
		}
		l, err := compile(lex, g)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		f.languages[corpus.Lang(g.Code)] = func() *language { return l }
	}
	return f, errors.Join(errs...)
}

// language gives what is needed to read a language; nil if the lexicon lacks it.
func (f *Finder) language(code corpus.Lang) *language {
	if l := f.languages[code]; l != nil {
		return l()
	}
	return nil
}

// A Doc is a document with its structure.
type Doc struct {
	*corpus.Document
	*clause.Tree
}

// doc is the working state of one document.
type doc struct {
	*corpus.Document
	*clause.Tree
	finder     *Finder
	lang       *language
	tokens     [][]token.Token  // by sentence; nil for headings and what is not analyzed
	recalled   []*recalled      // by sentence: what is known of it; nil without a memory
	captions   [][]token.Token  // by clause; nil where it has none
	readings   []*frame.Reading // by sentence; nil for headings and what is not analyzed
	context    []frame.Set      // by sentence: concepts of its lead-in and of the headings above it
	items      map[int][]int    // lead-in sentence → its items
	completed  map[int]int      // item → its frame that completes the one of the lead-in
	names      *frame.Glossary
	asked      *frame.Reading // while sentences are read: the question that they answer; nil if none
	meanings   []frame.Set    // by term
	scope      string         // of the rules' conditions
	about      Scope
	findings   []Finding
	raised     map[raised]bool           // the flags of findings
	digests    map[int][sha256.Size]byte // by sentence
	signSets   []frame.Set               // what allSigns gives
	heads      []int                     // what tableHeads gives
	sections   []string                  // whose data each clause of a policy is about; "" as the document
	companies  companies
	suspenders map[int][]int     // what suspending gives
	works      map[[2]string]int // by how much the first of two parties is rather the provider of the second, as far as it was asked
}

// companies is what is known of the companies that a document defines.
type companies struct {
	asked      bool
	first      int // where the first one is defined
	introduced int // for how many it was asked whether the document introduces them
}

// raised is a flag on a sentence.
type raised struct {
	sentence int
	flag     string
}

// A Study is what the finder reads out of one set of documents.
type Study struct {
	Findings   []Finding    // in order of document and place
	Sightings  []Sighting   // in the same order
	Scopes     []Scope      // one for each document
	Parties    []Party      // in order of document and place
	Precedence []Precedence // in order of document and place
}

// Find raises the flags of all documents of one set, in order of document and place. A document in a language without
// rules has no findings; callers tell by [Finder.Reads].
func (f *Finder) Find(docs []Doc) []Finding { return f.Study(docs, func(string) {}).Findings }

// Study reads all that one set of documents tells: findings as [Finder.Find], sentences that bear on points of topics,
// whose data each document is about, and which document prevails. It calls stage when it begins to tokenize a document,
// to read its frames, and to find provisions in them.
func (f *Finder) Study(docs []Doc, stage func(name string)) Study {
	stage("find")
	out := Study{Scopes: make([]Scope, len(docs)), Precedence: precedences(docs)}
	for i, d := range docs {
		w := f.open(d)
		if w == nil {
			continue
		}
		stage("token")
		w.tokenize()
		stage("frame")
		w.readFrames()
		stage("find")
		w.match()
		out.Findings = append(out.Findings, w.settle()...)
		out.Sightings = append(out.Sightings, w.sightings()...)
		out.Parties = append(out.Parties, w.parties()...)
		out.Scopes[i] = w.about
	}
	unique(out.Findings)
	return out
}

// Reads reports whether the lexicon has rules for lang.
func (f *Finder) Reads(lang corpus.Lang) bool {
	l := f.language(lang)
	return l != nil && len(l.rules) > 0
}

// match tries the rules on every frame.
func (d *doc) match() {
	var tried []*rule
	applying := map[string]ruleSet{}
	for i := range d.Sentences {
		if d.readings[i] == nil {
			continue
		}
		scope := d.scopeAt(i)
		apply, ok := applying[scope]
		if !ok {
			apply = d.lang.triggers.apply(d.Document.Kind, scope)
			applying[scope] = apply
		}
		for k := range d.readings[i].Frames {
			in := d.instance(i, k)
			tried = d.lang.triggers.rules(apply, in.frame, tried)
			d.suspend(in, tried)
			for _, r := range tried {
				if r.fails(in) == "" && !d.leadSays(i, k, r) {
					seat := i
					if r.Flag == "carve-out" {
						seat = d.seat(i, in.exceptions())
					}
					d.findings = append(d.findings, d.finding(seat, r, in))
					d.raised[raised{seat, r.Flag}] = true
				}
			}
		}
	}
}

// leadSays reports whether frame k of item i only repeats what rule r finds in the lead-in already: the item names a case
// or a thing, but is no provision of its own (legal model, §8).
func (d *doc) leadSays(i, k int, r *rule) bool {
	if n, ok := d.completed[i]; !ok || n != k || r.purpose.Meets(&d.readings[i].All) || r.condition.Meets(&d.readings[i].All) {
		return false
	}
	return d.raised[raised{d.Sentences[i].LeadIn, r.Flag}]
}

func (d *doc) instance(i, k int) *instance {
	f := &d.readings[i].Frames[k]
	all := &d.readings[i].All
	n, ok := d.completed[i]
	completed := ok && n == k
	if completed && (d.Document.Lang == corpus.Dutch || d.Document.Lang == corpus.English && f.Modality.Negative() && f.Actor&frame.Provider != 0) { // what the lead-in speaks of is the item's matter too
		both := *all
		both.Union(&f.Object.Set)
		all = &both
	}
	whole := all
	if f.Elsewhere != nil {
		rest := *all
		rest.Remove(f.Elsewhere)
		all = &rest
		if d.Document.Lang != corpus.Japanese {
			whole = all
		}
	}
	return &instance{
		doc: d, sentence: i, frame: f, all: all, whole: whole, context: &d.context[i],
		denied:   d.readings[i].Mode == frame.WillNot || d.readings[i].Mode == frame.MustNot,
		narrowed: d.readings[i].Opens == frame.Purpose || d.purposesBelow(i),
		purpose:  completed && d.readings[i].Tail == frame.Purpose && d.Document.Lang != corpus.Japanese,
	}
}

func (d *doc) finding(i int, r *rule, in *instance) Finding {
	s, f := &d.Sentences[i], in.frame
	out := Finding{
		Flag: r.Flag, Rule: d.lang.code() + "/" + r.ID, Document: d.Document.ID, Clause: s.Clause, Sentence: i,
		Citation: d.Citation(s.Clause), Caption: d.Headline(s.Clause), Span: s.Span, Quote: s.Span.In(d.Text),
		ID:   identity(r.Flag, d.digest(i)),
		Mark: spanOr(f.Action.Span, s.Body), Actor: actorName(f.Actor), Modality: f.Modality.String(), Object: d.lang.objectClass(f),
		Exceptions: in.exceptions(), Factors: r.flag.Factors, Against: r.flag.Against, Weak: r.flag.Weak, Debatable: r.Debatable,
		OwnEnds: d.ownEnds(r, f), Authority: r.flag.Authority,
	}
	if r.ActorAs != "" {
		out.Actor = r.ActorAs
	}
	if out.Flag == "access-control" && d.mutual(i, f) {
		out.Debatable = true // a duty of both sides: on whose staff is left open
	}
	if out.Flag == "carve-out" && !slices.ContainsFunc(out.Exceptions, func(e Exception) bool { return e.Kind.turns() && !d.inPrinciple(i, e) }) {
		out.Debatable = true // 原則として alone
	}
	if !s.Span.Contains(out.Mark) {
		out.Mark = s.Body
	}
	out.Note = note(&out)
	out.Why = Why{
		Actor: f.ActorHow, Action: f.Action.Span.In(d.Text), Object: f.Object.Span.In(d.Text), Modality: f.Ending.In(d.Text),
		Purpose: f.Purpose.Span.In(d.Text), Condition: f.Condition.Span.In(d.Text),
	}
	if f.ActorSpan.Len() > 0 {
		out.Why.Actor = f.ActorSpan.In(d.Text)
	}
	if s.LeadIn >= 0 {
		out.Why.LeadIn = d.Sentences[s.LeadIn].Body.In(d.Text)
	}
	return out
}

// mutual reports whether frame f of sentence i binds both sides alike, by itself or as a part of a sentence that does:
// 当社及び契約者は、…従業員に限り開示する.
func (d *doc) mutual(i int, f *frame.Frame) bool {
	const both = frame.Provider | frame.Customer
	return f.Actor&both == both || slices.ContainsFunc(d.readings[i].Frames, func(g frame.Frame) bool {
		return g.Place == frame.Main && g.Actor&both == both
	})
}

// ownEnds are the flags that let the data serve the provider's or others' own purposes.
var ownEnds = map[string]bool{"secondary-use": true, "ai-training": true, "anonymize-statistics": true, "third-party-disclosure": true}

// ownEnds reports whether frame f, on which rule r fires, lets the data serve the provider's or others' own purposes.
func (d *doc) ownEnds(r *rule, f *frame.Frame) bool {
	if !ownEnds[r.Flag] || r.Serves == "customer" {
		return false
	}
	own := d.lang.about.ownPurpose
	return !r.serving.Meets(&f.Purpose.Set) && !r.serving.Meets(&f.Condition.Set) || own >= 0 && f.Purpose.Set.Has(own)
}

// note names the remark that a finding needs: a carve-out for providing the service is read in two ways, and exceptions
// that lie outside the provider's hands leave a promise standing.
func note(f *Finding) string {
	promise := f.Flag == "no-handling" || f.Flag == "no-access"
	turns := slices.ContainsFunc(f.Exceptions, func(e Exception) bool { return e.Kind.turns() })
	switch {
	case f.Flag == "carve-out" && slices.ContainsFunc(f.Exceptions, func(e Exception) bool { return e.Kind == ServiceProvision }), promise && turns:
		return "counsel-differs"
	case promise && len(f.Exceptions) > 0:
		return "exception-harmless"
	}
	return ""
}

func actorName(a frame.Actor) string {
	switch {
	case a&frame.Provider != 0:
		return "provider"
	case a&frame.Customer != 0:
		return "customer"
	case a&frame.Subcontractor != 0:
		return "subcontractor"
	case a&frame.Authority != 0:
		return "authority"
	}
	return "unknown"
}

// objectClass gives the class of a frame's object by the legal model, §4.
func (l *language) objectClass(f *frame.Frame) string {
	for _, c := range l.about.classes {
		if c.concept >= 0 && f.Object.Set.Has(c.concept) {
			return c.name
		}
	}
	return "unspecified"
}

func (l *language) code() string { return string(l.voc.Lang()) }
