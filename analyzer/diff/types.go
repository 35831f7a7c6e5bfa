// Package diff compares two assessments of one service, before and after: which provisions came, went, changed or moved,
// whether that changes what the documents say, and what it does to flags, factors and verdict.
//
// In go two assessments with their documents; out comes a [Report]. What differs in letters only (white space, links,
// numbers of clauses, spelling, dates of update, renames) is told apart from what differs in meaning; texts that were not
// received as they are (collapsed, doubled, cut off) are named as such and not compared. How a report looks is left to
// cmd/internal/report. The package does no I/O and reads no clock: the same assessments give the same report.
package diff

import (
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/find"
)

// Kind tells what happened to a provision.
type Kind string

// Kinds of changes, as in the JSON contract.
const (
	Added      Kind = "added"
	Removed    Kind = "removed"
	Edited     Kind = "edited"     // other words; Change.Moved and Change.Renumbered tell whether it also stands elsewhere
	Moved      Kind = "moved"      // the same words in another place of the set, perhaps in another document
	Renumbered Kind = "renumbered" // the same words in the same order under another number
	Cosmetic   Kind = "cosmetic"   // the same words: white space, punctuation, links, mark-up
)

// Direction tells what a change does to the customer.
type Direction string

// Directions. A change for the better in one point and for the worse in another is Unknown.
const (
	Worse   Direction = "worse"
	Better  Direction = "better"
	Neutral Direction = "neutral"
	Unknown Direction = "unknown"
)

// Cause tells whose doing a difference is.
type Cause string

// Causes, in the order in which they are looked for.
const (
	Vendor    Cause = "vendor"    // the documents differ, or nothing does
	Extractor Cause = "extractor" // the files are the same, byte for byte, their extracted texts are not
	Lexicon   Cause = "lexicon"   // the texts are the same, the rules are not
	Tool      Cause = "tool"      // the texts and the rules are the same, the program is not
)

// Reason says why a change counts as substantive, or what it consists of if it does not. IDs are stable.
type Reason string

// Reasons of substantive changes.
const (
	ByProvision Reason = "provision" // a provision came or went
	ByNumber    Reason = "number"    // another number, period, amount or share
	ByNegation  Reason = "negation"  // not, ない
	ByModality  Reason = "modality"  // may, must, will, できる, なければならない
	ByActor     Reason = "actor"     // another party, or the parties changed places
	ByException Reason = "exception" // except, unless, を除き, ただし, by default, with consent
	ByWording   Reason = "wording"   // other words of content
)

// Reasons of changes that are not substantive.
const (
	BySpace       Reason = "white-space"
	ByPunctuation Reason = "punctuation" // also letters in other shapes: full width, capitals
	ByLink        Reason = "link"        // targets and labels of links, web and e-mail addresses
	ByMarkup      Reason = "markup"      // bullets, list numbers, headings drawn in another way
	ByUpdateDate  Reason = "update-date" // 最終更新日, 改定日, "Last updated", © year
	ByNumbering   Reason = "numbering"   // numbers of clauses, and references that follow them
	ByRename      Reason = "rename"      // a name or term that changed all over the set, see Report.Renames
	BySpelling    Reason = "spelling"    // other spelling, okurigana, kana for kanji, contractions, a slip of the pen mended
	ByStyle       Reason = "style"       // other words to the same effect: いたします for します, articles, connectives
	ByCaption     Reason = "caption"     // a heading; it orders provisions and is none
	ByContact     Reason = "contact"     // postal address, telephone, e-mail
	ByNavigation  Reason = "navigation"  // menus, tables of contents, footers of the site
	ByLayout      Reason = "layout"      // a provision split into several, or several joined, in the same words
)

// Op is what happened to a run of words.
type Op string

// Operations on words.
const (
	Equal  Op = "equal"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Words are a run of a provision's text. All Equal and Delete runs of a change joined together are Old.Quote, all Equal and
// Insert runs New.Quote, byte for byte. Runs begin and end at tokens; numbers with their units and dates are whole.
type Words struct {
	Op   Op
	Text string
	Slip bool // a Delete or Insert that changes no meaning: white space, punctuation, a rename, spelling
}

// A Change is one difference between the two sets of documents.
type Change struct {
	Kind        Kind
	Substantive bool
	Reasons     []Reason // at least one, in the order of their declaration
	// Old and New tell where it stands: a run of sentences of one provision, or several where a whole article came or went,
	// a lead-in with its items, or what moved together. Old is nil for Added, New for Removed.
	Old, New *find.Place
	Words    []Words // of Old.Quote and New.Quote; one run for Added and Removed

	// FlagsAdded and FlagsRemoved are flags of the one place that the other does not have, sorted; FindingsAdded and
	// FindingsRemoved the IDs of the findings that raise them, in New and in Old.
	FlagsAdded, FlagsRemoved       []string
	FindingsAdded, FindingsRemoved []string

	Direction Direction // Neutral unless Substantive
	// Moved and Renumbered also hold for Kind Edited. Elsewhere: into a document that does not continue the old one.
	Moved, Renumbered, Elsewhere bool
	// Split: one old sentence is several new ones; Merged: several are one.
	Split, Merged bool
	// Renames are indexes in Report.Renames of those that occur in this change.
	Renames []int
}

// A Pairing says which new document continues which old one.
type Pairing struct {
	Old, New string // corpus.Document.ID; "" if the document was added or removed
	// Fault is set if the two are not to be compared, since one of them was not received as it is; their text is then in no
	// change.
	Fault *Fault
	// Dates of the two documents; zero if the texts do not tell.
	OldDates, NewDates Dates
	// Substantive counts the substantive changes that touch the document, Minor the others.
	Substantive, Minor int
}

// Dates are the days that a document names for itself.
type Dates struct {
	Revised   Date // 改定日, 最終更新日, "Last updated": the latest
	Effective Date // 施行日, 適用開始日, "Effective": the latest
}

// A Date is a day that a document names, with its place; Day is zero if there is none.
type Date struct {
	Day   time.Time // midnight UTC
	Place find.Place
}

// A Notice is the time between the day on which a change was told and the day from which it holds.
type Notice struct {
	Document string // ID of the new document
	Told     Date   // Revised, or zero if the day was given from outside (Options.Told)
	Holds    Date
	Days     int // 0 or less: it held when it was told
}

// A FaultKind tells why two texts were not compared.
type FaultKind string

// Kinds of faults in what was received.
const (
	Collapsed FaultKind = "collapsed" // hardly any text is left: a page that scripts build, a wall, an error page
	Doubled   FaultKind = "doubled"   // the whole text stands there twice
	Truncated FaultKind = "truncated" // a long part is missing, all else is the same, dates included
	Switched  FaultKind = "switched"  // another language
	Variant   FaultKind = "variant"   // another text altogether: no version of the first
	Unread    FaultKind = "unread"    // a source could not be read
)

// A Fault is the reason why two documents were not compared.
type Fault struct {
	Kind   FaultKind
	Side   Side    // which of the two is at fault
	Share  float64 // share of the other side's sentences that stand in this one too: 0…1
	Detail string  // one English sentence for people
}

// Side is one of the two sets.
type Side string

// The two sides.
const (
	OldSide Side = "old"
	NewSide Side = "new"
)

// A Rename is a name or defined term that was replaced all over the set. It is not substantive in itself; what changed
// besides in a sentence with the name is.
type Rename struct {
	Old, New string // as written where they stand most often
	Count    int    // places where New stands for Old
	Party    bool   // it names the provider or another party, by the definitions of the documents
}

// FindingStatus tells what became of a finding, for reviewers who have judged it.
type FindingStatus string

// What becomes of findings.
const (
	Carried     FindingStatus = "carried"  // the provision says the same: a judgement on it stands
	Reopened    FindingStatus = "reopened" // the flag is still raised, on other words: look again
	FindingNew  FindingStatus = "added"
	FindingGone FindingStatus = "removed"
)

// A FindingChange pairs findings of the two assessments. Each finding of both stands in exactly one.
type FindingChange struct {
	Status   FindingStatus
	Flag     string
	Old, New *find.Finding // nil for added and removed; Carried findings mostly have the same ID (a rename makes another)
	Change   int           // index in Report.Changes of the change that touches them; -1 if none does
}

// A FactorChange is a factor before and after; all three are listed.
type FactorChange struct {
	ID       string
	Old, New assess.Status
}

// A VerdictChange is the verdict before and after.
type VerdictChange struct{ Old, New assess.Verdict }

// NoteUnilateral says that the change is one to which 民法548条の4 applies: standard terms in Japanese, changed for the
// worse without individual consent.
const NoteUnilateral = "civil-code-548-4"

// A Note is a remark on the whole change.
type Note struct {
	ID        string   // NoteUnilateral
	Authority []string // IDs in the lexicon
	Changes   []int    // indexes in Report.Changes that give rise to it
	// Clause is the provision of the new documents on changing the terms; nil if none was found.
	Clause *find.Finding
}

// A Report is all that differs between two assessments.
type Report struct {
	Old, New    *assess.Assessment
	Cause       Cause
	Substantive bool      // one of Changes is
	Direction   Direction // of all changes together
	// Documents pairs the documents: in the order of the new set, those that were removed after them.
	Documents []Pairing
	// Changes stand in the order of the new documents; what was removed stands where it stood, after what preceded it.
	Changes  []Change
	Renames  []Rename
	Findings []FindingChange // in the order of the new assessment, what was removed after it
	Factors  []FactorChange  // F1, F2, F3
	Verdict  VerdictChange
	Notices  []Notice
	Notes    []Note
}

// Options say what the documents cannot. The zero value is valid.
type Options struct {
	// Told is the day on which the new version was announced or first seen, for notice periods
	// where the text does not say when it was revised; zero if unknown.
	Told time.Time
}
