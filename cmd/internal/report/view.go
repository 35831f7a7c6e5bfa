package report

import "kiyaku/corpus"

// A view is an assessment with every id turned into words, in the order in which a reader meets it. The formats with
// words only lay it out. Its strings may still hold anything that a document holds: each format makes them harmless.
type view struct {
	W         words
	Lang      string
	Explain   bool
	Service   string
	Tool      string
	Lexicon   string
	Verdict   verdictView
	Factors   []factorView
	Findings  []*findingView // all, numbered from 1 in order of document and place
	Others    []familyView   // findings that bear on no factor
	Actions   []named
	Questions []questionView
	Conflicts []conflictView
	Topics    []topicView
	Ranks     []rankView
	Documents []documentView
	Cited     []authorityView // authorities that anything above rests on, in the lexicon's order
	Sentences int             // read in all documents
	Partial   bool            // some of the text was not read
}

// named is an id with its words.
type named struct{ ID, Name string }

type verdictView struct {
	named
	Consequence string
	Label       string // of Because: what decided, or what is still open
	Because     []named
}

type factorView struct {
	named
	Label      string // the factor in one or two words: 契約
	Meaning    string
	Status     named
	For        []evidence
	Against    []evidence
	Also       []evidence // bears on the factor without deciding it: weak, debatable
	SilentFor  string     // said instead of an empty For
	SilentAg   string     // said instead of an empty Against
	Authority  []authorityView
	Incomplete string // a warning where silence may come from unread text; ""
}

// evidence is a finding or a reviewer's answer; exactly one of the two is set, or only ID if nothing has it.
type evidence struct {
	ID      string
	Finding *findingView
	First   bool // this is where the finding is shown in full
	Answer  *questionView
}

type findingView struct {
	N          int
	ID         string
	Flag       named
	Meaning    string // of the flag
	Family     string
	Doc        int // index in view.Documents, -1 if unknown
	DocTitle   string
	Lang       string // of the document; "" if not known
	Citation   string // 第8条第2項; the word for "unnumbered" if it has none
	Caption    string
	Span       corpus.Span
	Mark       corpus.Span
	Before     string // Quote = Before + Marked + After
	Marked     string
	After      string
	Actor      attribute
	Modality   attribute
	Object     attribute
	More       []attribute // action, purpose, condition, lead-in: the rest of the reading
	Exceptions []exceptionView
	Tags       []named
	Note       named
	Rule       string
	RuleWhy    string // what the rule is about, in English; "" if the lexicon does not have it
	Authority  []authorityView
	Against    bool
	Page       int     // of the original, from 1; 0 where there are no pages
	OCR        float64 // how sure OCR was of the words, 0…1; 0 where they stand in the file as text
}

// Quote is the provision's exact words.
func (f *findingView) Quote() string { return f.Before + f.Marked + f.After }

// attribute is one feature of a reading with the words of the document that it was read from.
type attribute struct {
	Label string
	Value string // in the report's words; "" for features that are words of the document alone
	Words string // of the document; ""
	How   string // how it was resolved where the document has no words for it; ""
}

type exceptionView struct {
	Kind   named
	Quote  string
	Effect named // what it does to the promise; empty for findings that are no promise
}

type authorityView struct {
	named
	Issuer  string
	Date    string
	Summary string
	URL     string
	Checked string // when the lexicon's authors last compared it with the original
	Aliases []string
	Known   bool // in the lexicon
}

// familyView is a family of flags with the findings that bear on no factor.
type familyView struct {
	named
	Flags []flagView
}

type flagView struct {
	named
	Findings []*findingView
}

type questionView struct {
	ID, Text  string
	Factor    named // empty if it bears on none
	Authority []authorityView
	Answer    string // in words
	Note      string
	Source    string
	Date      string
	Answered  bool
}

// conflictView has one sentence on which side prevails, and the clause that says so; both empty within one document.
type conflictView struct {
	Promise, Permission evidence
	Rank                string
	By                  *placeView
}

// topicView is a question beside the factors with its points; those that nothing answers come as one list.
type topicView struct {
	named
	Note      string // what it is about, in one sentence
	Points    []pointView
	Gaps      []named
	GapNote   string // what follows from the gaps
	Authority []authorityView
}

type pointView struct {
	named
	Status  named
	Value   string // words of the documents
	Say     string // what follows, with what is missing
	Missing []named
	Places  []placeView
	More    int // places that are left out
}

// placeView is a provision in short: place, the finding on it if there is one, the words.
type placeView struct {
	Finding *findingView
	Where   string
	Quote   string
	Doc     int // index in view.Documents, -1 if unknown
}

// rankView is a clause on which document prevails.
type rankView struct {
	Say   string
	Place placeView
}

type documentView struct {
	doc       *corpus.Document
	ID        string
	Title     string
	Kind      named
	Lang      named
	Source    string
	URL       string // only if it is an address on the web
	SHA256    string
	Bytes     int
	Sentences int
	Percent   string // share read, "97.3%"
	Fetched   string // YYYY-MM-DD; "" for files
	Extractor string
	Problems  []problemView
	Outline   []outlineView
	Scope     string     // whose data a privacy policy is about; ""
	ScopeAt   *placeView // the sentence that tells
}

type problemView struct {
	Kind    named  // the code and what it means
	Message string // in the language of the report where it has words for it, else in English, as the stage that met it says it
	Excerpt string // the words concerned, shortened; "" if it concerns the whole document
	Lost    int
}

type outlineView struct {
	Depth    int // 0 for the highest level in use
	Label    string
	Caption  string
	Block    int
	Findings []int // numbers of the findings inside it
}
