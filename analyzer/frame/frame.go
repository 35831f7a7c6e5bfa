// Package frame reads a sentence as frames: who may, must or must not do what to which data, what for, in which case and
// except when. Japanese is read from morphemes, English and Dutch from words.
//
// In go the tokens of one sentence, what stands around it (lead-in, sentence before, headings, defined names) and the
// vocabulary of the lexicon; out come frames whose attributes are sets of concepts. Whether a frame is a provision worth
// a flag is left to package find.
package frame

import (
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// Actor is a set of parties.
type Actor uint8

// Parties. A frame with no known actor has Actor 0.
const (
	Provider Actor = 1 << iota
	Customer
	Subcontractor
	Authority
	ThirdParty
)

// Modality is what the end of the clause says about the act.
type Modality uint8

// Modalities, as in the legal model, §4.
const (
	Will      Modality = iota // 監視します, shall as a plain statement
	May                       // ことができる, ことがある, "may", "reserves the right"
	Must                      // なければならない, 義務を負う
	MustNot                   // してはならない
	WillNot                   // しません, ことはありません
	Is                        // states a fact: 帰属します, 準拠法は日本法です
	Disclaims                 // 責任を負わない, 保証しない
)

var modalityNames = [...]string{"will", "may", "must", "must-not", "will-not", "is", "disclaims"}

func (m Modality) String() string { return modalityNames[m] }

// Negative reports whether the act does not happen.
func (m Modality) Negative() bool { return m == MustNot || m == WillNot || m == Disclaims }

// Place is where in the sentence the act stands.
type Place uint8

// Places.
const (
	Main      Place = iota // what the sentence says
	List                   // in a list item that completes a lead-in
	Purpose                // 〜ため, "in order to"
	Condition              // 〜場合, "if"
	Except                 // 〜場合を除き, "except as"
	Modifier               // inside a relative clause, a bracket or a nominalised clause
)

var placeNames = [...]string{"main", "list", "purpose", "condition", "exception", "modifier"}

func (p Place) String() string { return placeNames[p] }

// A Part is a piece of a sentence with the concepts that occur in it.
type Part struct {
	Span corpus.Span // empty if the sentence has no such part
	Set  Set
}

// A Frame is one act, or one fact, of a sentence.
type Frame struct {
	Place      Place
	Actor      Actor
	ActorHow   string      // "explicit", "passive", "carried", "list", "polite", "default"
	ActorSpan  corpus.Span // the words; empty unless explicit
	Modality   Modality
	Ending     corpus.Span // the words behind Modality; may be empty
	Weak       bool        // only 努める, 原則として
	Action     Part
	Object     Part
	Recipient  Part
	Purpose    Part
	Condition  Part
	Exceptions []Part
	Passive    bool
	Elsewhere  *Set // concepts of the sentence that belong to another act in it only; nil if none
}

// A Reading is what a sentence says.
type Reading struct {
	Frames []Frame
	All    Set    // concepts of the whole sentence
	Parts  []Part // every word of the vocabulary that is a limit: 無断で, 原則として
	Topic  Actor
	Tail   Place    // for list items: what the item's end makes it (purpose, condition, …); Main if it is a sentence of its own
	Opens  Place    // of a lead-in: what its end opens ("… only to:"; List if it only says that what is listed is done: 次の行為を行う); Main if nothing
	Mode   Modality // of the main clause
	Asked  []Frame  // of a question, which provides nothing: what the answer may be about
}

// An Input is a sentence with what stands around it.
type Input struct {
	Tokens  []token.Token
	Text    string    // that the spans of Tokens point into; needed where it is written otherwise than their folded words
	Names   *Glossary // what the document defines; nil if nothing
	Default Actor     // who acts where nothing tells
	LeadIn  *Reading  // the sentence that this one completes as a list item; nil if none
	Before  *Reading  // the sentence before in the same clause; nil if none
}
