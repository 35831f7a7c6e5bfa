package find

import (
	"errors"
	"fmt"
	"sync"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// A rule is a lexicon rule with its words compiled to concepts. The sets that are empty, most of them, are one.
type rule struct {
	*lexicon.Rule
	flag                                                                          *lexicon.Flag
	action, object, notObject, recipient, purpose, notPurpose, condition, without *frame.Set
	context, notContext, excepted, notOnly, serving                               *frame.Set
	with                                                                          []*frame.Set
	actors                                                                        frame.Actor
	anyActor                                                                      bool // unknown is among the actors
	modalities, places                                                            [8]bool
	kinds, scopes, exceptions                                                     map[string]bool
}

// A language has everything that is needed to read one language.
type language struct {
	voc    *frame.Vocabulary
	parser *frame.Parser
	rules  []*rule
	// triggers finds the rules that may fire on an act.
	triggers triggers
	signs    signs
	about    known
	use      sync.Once
	useFrame frame.Frame // what usePurposes gives
}

// known are the concepts that the package itself looks for; -1 where the language lacks one.
type known struct {
	exceptions                                                            map[ExceptionKind]int
	withoutConsent, inPrinciple, list, purposeHeading, prohibitionHeading int
	provider, customer, thirdParty, act                                   int
	classes                                                               []class
	actKinds                                                              []int // looking at data, using, disclosing them
	privacyOwn, privacyService, storedInService, notInScope               int
	disclaimerHeading, notApply                                           int
	notStored, subcontractor, stored, anything, webAnalytics, ownPurpose  int
}

// A class is a kind of object by the legal model, §4, in order of precedence.
type class struct {
	name    string
	concept int
}

//go:generate go test -run ^TestCompiledLexicon$ -update .

func compile(lex *lexicon.Lexicon, g *lexicon.Language) (*language, error) {
	g.Open()
	voc, err := vocabulary(g, g.Vocabulary)
	if err != nil {
		return nil, err
	}
	l := &language{voc: voc, parser: frame.NewParser(voc)}
	l.about = known{
		withoutConsent: voc.Concept("without-consent"), inPrinciple: voc.Concept("in-principle"), list: voc.Concept("list-follows"),
		purposeHeading: voc.Concept("purpose-heading"), prohibitionHeading: voc.Concept("prohibition-heading"),
		disclaimerHeading: voc.Concept("disclaimer-heading"), notApply: voc.Concept("not-apply"),
		provider: voc.Concept("provider"), customer: voc.Concept("customer"), thirdParty: voc.Concept("third-party"), act: voc.Concept("act"),
		privacyOwn: voc.Concept("own-customers-sign"), privacyService: voc.Concept("service-data-sign"),
		storedInService: voc.Concept("stored-in-service"), notInScope: voc.Concept("not-in-scope"),
		notStored: voc.Concept("not-stored"), subcontractor: voc.Concept("subcontractor"), stored: voc.Concept("stored"), anything: voc.Concept("anything"),
		webAnalytics: voc.Concept("web-analytics"), ownPurpose: voc.Concept("own-ends"),
		actKinds:   []int{voc.Concept("looking"), voc.Concept("view"), voc.Concept("use"), voc.Concept("disclose")},
		exceptions: map[ExceptionKind]int{},
	}
	for _, k := range exceptionKinds {
		l.about.exceptions[k] = voc.Concept("exception-" + string(k))
	}
	for _, name := range []string{"personal-data", "customer-data", "content", "log", "account"} {
		l.about.classes = append(l.about.classes, class{name, voc.Concept(name)})
	}
	var errs []error
	for i := range g.Rules {
		r, err := compileRule(lex, voc, &g.Rules[i])
		if err != nil {
			errs = append(errs, fmt.Errorf("rule %s/%s: %w", g.Code, g.Rules[i].ID, err))
			continue
		}
		l.rules = append(l.rules, r)
	}
	if g.Vocabulary == "" {
		voc.Close()
	}
	l.triggers = index(l.rules)
	if l.signs, err = compileSigns(g); err != nil {
		errs = append(errs, err)
	}
	return l, errors.Join(errs...)
}

// vocabulary makes the vocabulary of g, or opens the one that was made before.
func vocabulary(g *lexicon.Language, made string) (*frame.Vocabulary, error) {
	if made != "" {
		return frame.OpenVocabulary(corpus.Lang(g.Code), made)
	}
	return frame.NewVocabulary(g)
}

var noConcepts frame.Set // never changed

func compileRule(lex *lexicon.Lexicon, voc *frame.Vocabulary, src *lexicon.Rule) (*rule, error) {
	r := &rule{Rule: src, flag: lex.Flag(src.Flag)}
	if r.flag == nil {
		return nil, fmt.Errorf("unknown flag %q", src.Flag)
	}
	var errs []error
	set := func(entries []string) *frame.Set {
		if len(entries) == 0 {
			return &noConcepts
		}
		s, err := voc.Compile(entries)
		if err != nil {
			errs = append(errs, err)
		}
		return &s
	}
	r.action, r.object, r.notObject, r.recipient = set(src.Action), set(src.Object), set(src.NotObject), set(src.Recipient)
	r.purpose, r.notPurpose, r.condition, r.without = set(src.Purpose), set(src.NotPurpose), set(src.Condition), set(src.Without)
	r.context, r.notContext = set(src.Context), set(src.NotContext)
	r.excepted, r.notOnly, r.serving = set(src.Excepted), set(src.NotOnly), set(src.Serving)
	for _, group := range src.With {
		r.with = append(r.with, set(group))
	}
	r.compileActors(src.Actor)
	for m := range r.modalities[:frame.Disclaims+1] {
		r.modalities[m] = contains(src.Modality, frame.Modality(m).String(), "may", "must", "will", "is")
	}
	for p := range r.places[:frame.Modifier+1] {
		r.places[p] = contains(src.Place, frame.Place(p).String(), "main", "list")
	}
	r.kinds, r.scopes, r.exceptions = asSet(src.Kinds), asSet(src.Scope), asSet(src.Exceptions)
	return r, errors.Join(errs...)
}

func (r *rule) compileActors(names []string) {
	if len(names) == 0 {
		names = []string{"provider"}
	}
	for _, n := range names {
		switch n {
		case "provider":
			r.actors |= frame.Provider
		case "customer":
			r.actors |= frame.Customer
		case "subcontractor":
			r.actors |= frame.Subcontractor
		case "authority":
			r.actors |= frame.Authority
		case "third-party":
			r.actors |= frame.ThirdParty
		case "unknown":
			r.anyActor = true
		}
	}
}

// contains reports whether name is among names, or among standard if names is empty.
func contains(names []string, name string, standard ...string) bool {
	if len(names) == 0 {
		names = standard
	}
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

func asSet(names []string) map[string]bool {
	if len(names) == 0 {
		return nil
	}
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}
