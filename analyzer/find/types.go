// Package find raises flags: it matches the frames of every sentence against the rules of the lexicon and settles what
// one sentence alone cannot tell (exceptions in list items, defined terms, precedence).
package find

import (
	"kiyaku/corpus"
)

// ExceptionKind grades an exception to a promise; the IDs are those of the legal model, §2.
type ExceptionKind string

// Kinds of exceptions.
const (
	LegalOrder         ExceptionKind = "legal-order"
	Consent            ExceptionKind = "consent"
	Emergency          ExceptionKind = "emergency"
	ServiceProvision   ExceptionKind = "service-provision"
	Security           ExceptionKind = "security"
	ProviderDiscretion ExceptionKind = "provider-discretion"
	Subcontractor      ExceptionKind = "subcontractor"
	Public             ExceptionKind = "public"
	Unspecified        ExceptionKind = "unspecified"
)

// An Exception is one case in which a promise does not hold.
type Exception struct {
	Kind  ExceptionKind
	Span  corpus.Span
	Quote string
}

// A Finding is a flag raised on a provision, with its evidence.
type Finding struct {
	ID         string // "v1:" and 16 hex digits: made of the normalized provision and its flag, so it survives renumbering and moves
	Flag       string
	Rule       string // id of the rule that raised it, with its language: "ja/monitor-data"
	Document   string // corpus.Document.ID
	Clause     int    // index in that document's clause.Tree
	Sentence   int    // index in that document's clause.Tree
	Citation   string
	Caption    string
	Span       corpus.Span // the sentence or list item
	Quote      string      // Document.Text[Span.Start:Span.End]
	Mark       corpus.Span // the operative words inside Span
	Actor      string      // provider, customer, subcontractor, authority, unknown
	Modality   string      // may, must, will, must-not, will-not, is, disclaims
	Object     string      // personal-data, customer-data, log, content, account, unspecified
	Exceptions []Exception
	Factors    []string // F1, F2, F3 that it bears on
	Against    bool     // it speaks against its factors (for the cloud exception)
	Weak       bool     // weak evidence by the legal model: it alone never makes a factor "met"
	Debatable  bool     // careful colleagues may decide either way: shown, but it alone never makes a factor "met"
	OwnEnds    bool     // it lets the data serve the provider's or others' own purposes
	Rejected   bool     // the reviewer says that it is none; set by the weighing
	Authority  []string
	Note       string // id of a remark for reports, e.g. "exception-harmless", "counsel-differs"; "" if none
	Why        Why
}

// Why is the reading that a finding rests on: the words behind each attribute.
type Why struct {
	Actor     string // words that name the actor, or how it was resolved: "carried", "list", "default"
	Action    string
	Object    string
	Modality  string
	Purpose   string
	Condition string
	LeadIn    string // the lead-in sentence that the item completes
}
