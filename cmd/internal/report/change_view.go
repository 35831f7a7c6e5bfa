package report

import "kiyaku/analyzer/diff"

// A changeView is a report on changes with every id turned into words. Its strings may still hold anything that a document
// holds: each format makes them harmless.
type changeView struct {
	W       words
	Lang    string
	Service string
	Tool    string
	Lexicon string

	Cause     named
	Headline  string // whether anything changed in substance, and how much
	Partial   string // a warning where documents were not compared; ""
	MinorNote string // how many other differences there are; ""
	Direction named  // of all changes together; empty where nothing changed in substance
	Verdict   beforeAfter
	Factors   []factorMove
	Pairs     []pairView
	Changes   []*changeItem // in substance, numbered from 1 in the order of the new documents
	Minor     []*changeItem // all others, numbered on
	Renames   []renameView
	Judged    []judgedView
	Notes     []noteView
	Cited     []authorityView // what the changes and notes rest on, in the lexicon's order

	items []*changeItem // by index in diff.Report.Changes
}

// beforeAfter is one thing on both sides.
type beforeAfter struct {
	Old, New named
	Same     bool
}

type factorMove struct {
	named // id and one or two words: 契約
	beforeAfter
	Meaning string
	Changes []int // numbers of the changes that bear on it
}

// pairView is a document with the one that it continues.
type pairView struct {
	diff     diff.Pairing
	Title    string
	Status   named // pair.added, pair.removed; empty for a pair
	Fault    named // why it was not compared; empty if it was
	Side     string
	Detail   string    // of the fault, in English
	Old, New *sideView // nil where there is none
	Notice   string    // time between notice and effect; ""
	Count    int       // changes in substance that touch it
	Others   int
}

// sideView is one version of a document.
type sideView struct {
	doc       *documentView
	Source    string
	Revised   string // YYYY-MM-DD; "" if the text does not tell
	Effective string
}

// changeItem is one change in words.
type changeItem struct {
	N           int
	Kind        named
	Direction   named // empty unless Substantive
	Substantive bool
	Reasons     []named
	Tags        []string // what else happened to it: renumbered, moved, split
	Old, New    *provisionView
	Words       []diff.Words
	Pairs       []wordPair // the words that changed, without slips
	Flags       []flagMove
	Factors     []string // ids of the factors that its flags bear on
	Authority   []authorityView
}

// provisionView is where the words of one side stand.
type provisionView struct {
	Document string // id in its side
	Where    string
	Citation string
	Lang     string
	Quote    string
}

type wordPair struct{ Old, New string }

// flagMove is a flag that came or went with a change.
type flagMove struct {
	named
	Added    bool
	Say      string // that it came or went
	Meaning  string
	Effects  []string // what that does to the factors; none for flags that never decide alone
	Tags     []named  // weak, debatable, …
	Findings []*findingView
}

type renameView struct {
	Text    string
	Party   bool
	Changes []int
}

// judgedView counts findings by what became of them.
type judgedView struct {
	named
	Count int
}

type noteView struct {
	named
	Text      string
	Changes   []int
	Clause    *placeView // nil if there is none
	Authority []authorityView
}

// Place is where the change is told to stand: in the new documents, unless it is gone from them.
func (c *changeItem) Place() *provisionView {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// number is the change as a reader looks for it.
func (v *changeView) number(n int) string { return v.W.fill("change.number", "n", itoa(n)) }

// all are the changes in the order of their numbers.
func (v *changeView) all() []*changeItem {
	return append(append([]*changeItem(nil), v.Changes...), v.Minor...)
}

// Differ reports whether the two places of the change have other names.
func (c *changeItem) Differ() bool { return c.Old != nil && c.New != nil && c.Old.Where != c.New.Where }

// Hash is enough of the SHA-256 to tell versions apart.
func (s *sideView) Hash() string { return s.doc.SHA256[:min(len(s.doc.SHA256), 12)] }

// Lang is the language of the document; "" if not known.
func (s *sideView) Lang() string { return s.doc.Lang.ID }
