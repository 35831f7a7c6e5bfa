// Package clause reads the structure of a document: chapters, articles, paragraphs, items and the sentences in them, the
// terms that it defines, and its references from one clause to another.
//
// Level names follow the standard law XML schema v3 of e-Gov. The package looks at numbering, layout and punctuation
// only; what sentences mean is left to packages frame and find.
package clause

import "kiyaku/corpus"

// Level is the rank of a clause, from the whole document down.
type Level int

// Levels in the order of nesting.
const (
	Root       Level = iota // the document itself
	Supplement              // 附則
	Chapter                 // 第N章
	Section                 // 第N節, a heading without a number
	Article                 // 第N条, "7. Confidentiality", "§ 7"
	Paragraph               // 項: "2", "7.2"
	Item                    // 号: (1), ①, "7.2.1", a bullet
	Subitem                 // イ, a, (i), a bullet below an item
)

// A Clause is a place in the text. Clauses stand in text order; children lie inside their parent, siblings do not overlap.
type Clause struct {
	Level     Level
	Number    string      // normalized: "12", "12-2" (第12条の2), "7.2", "a", "イ"; "" for bullets and unnumbered clauses
	Label     string      // the citation of this level alone: "第12条の2", "第2項", "第3号", "§7.2"; "" if it has no number
	Caption   string      // heading without number and brackets; ""
	Span      corpus.Span // from the marker to the end of the last descendant
	Parent    int         // index in Tree.Clauses; -1 for the root
	Children  []int
	Sentences []int // indexes in Tree.Sentences that belong to this clause itself, not to its children
	Block     int   // index in Document.Blocks where it begins
}

// SentenceKind tells what a sentence does in its clause.
type SentenceKind int

// Kinds of sentences.
const (
	Plain   SentenceKind = iota
	Caption              // a heading; Clause.Caption repeats it
	LeadIn               // opens a list: 「次の場合を除き…」, "… the following:"; the children of its clause complete it
	Proviso              // ただし書: 「ただし、…」, "provided that …"; it stays one when it opens a list
)

// A Sentence is the unit that frames are parsed from and findings sit on: up to its 。 or full stop, or the whole list item.
type Sentence struct {
	Kind   SentenceKind
	Span   corpus.Span // including the clause's marker when it is the first of its clause, as people quote it
	Body   corpus.Span // Span without marker and surrounding white space
	Clause int         // index in Tree.Clauses
	LeadIn int         // index of the sentence that this one completes as a list item; -1 if none
	Role   corpus.Role // of its block; sentences outside the body are kept but not analyzed
}

// A Term is a name that the document defines: 「以下「甲」という」, (the "Service"), a row of a definition table.
type Term struct {
	Name     string      // as defined, without quotation marks
	Span     corpus.Span // the name where it is defined
	Means    corpus.Span // the words that it stands for; the defining sentence up to the bracket
	Sentence int         // index in Tree.Sentences
}

// A Ref is a reference from a sentence to other clauses: 前項, 第8条第2項, 前各号, 本条, "Section 7.2".
type Ref struct {
	Span     corpus.Span
	Sentence int
	Targets  []int // indexes in Tree.Clauses; empty if the target is not in this document
}

// A Tree is a document as clauses and sentences.
type Tree struct {
	Doc       *corpus.Document
	Clauses   []Clause // Clauses[0] is the root
	Sentences []Sentence
	Terms     []Term
	Refs      []Ref
	Problems  []corpus.Problem // gaps in numbering, text without a place
}
