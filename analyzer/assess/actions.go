package assess

import (
	"slices"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
)

// IDs of the things to do (legal model, §6). Their texts live with the reports.
const (
	// With the exception.
	RecordClauses       = "record-clauses"        // record the clauses that are relied on
	RecordAccessControl = "record-access-control" // record the access control that is relied on
	OwnSafetyMeasures   = "own-safety-measures"   // own measures: encryption, access rights, backup (23条, Q&A 7-54)
	RecheckOnChange     = "recheck-on-change"     // look again at each change of terms

	// With entrustment.
	SelectProvider          = "select-provider"           // safety measures equal to one's own (GL通則編 3-4-4(1))
	AgreeContract           = "agree-contract"            // contract or 覚書 with both sides' measures and the right to grasp the handling (3-4-4(2))
	CheckHandling           = "check-handling"            // audit or check sheet at intervals (3-4-4(3))
	KeepRecord              = "keep-record"               // keep it on record even when the provider declines
	SuperviseSubcontractors = "supervise-subcontractors"  // re-entrustment is supervised too
	AddSafetyMeasures       = "add-safety-measures"       // the terms lack them: the 覚書 should add safety measures
	AddAuditReport          = "add-audit-report"          // … audit or report
	AddBreachNotification   = "add-breach-notification"   // … notice of leaks
	AddReturnDeletion       = "add-return-deletion"       // … return or erasure at the end
	NoHandlingMemorandum    = "no-handling-memorandum"    // or: a 覚書 that the data is not handled
	ConsiderOtherProvider   = "consider-other-provider"   // or: another provider
	CheckCrossBorder        = "check-cross-border"        // provision abroad: 28条
	GraspForeignEnvironment = "grasp-foreign-environment" // data abroad under the exception: 別添10-7, Q&A 10-25

	// With third-party provision.
	ObtainConsent        = "obtain-consent"         // consent of the persons (27条1項)
	ExcludeOwnUse        = "exclude-own-use"        // or an opt-out or contract that excludes the own use
	WithholdPersonalData = "withhold-personal-data" // until then put in no personal data
	KeepOutOfPrompts     = "keep-out-of-prompts"    // nor into prompts

	// While undetermined.
	SendQuestions      = "send-questions"       // send the open questions as a check sheet, record the answers
	TreatAsEntrustment = "treat-as-entrustment" // treat it as entrustment until they are answered

	// With any verdict.
	ClearContradiction = "clear-contradiction" // ask which of the contradicting provisions prevails, in writing
	NoteRecourse       = "note-recourse"       // liability is capped: recourse may fail
	ReadUnread         = "read-unread"         // read what the tool could not
)

// Actions lists the IDs of all actions, in the order in which they are reported.
func Actions() []string {
	return []string{
		ReadUnread, WithholdPersonalData, KeepOutOfPrompts, ObtainConsent, ExcludeOwnUse, SendQuestions, TreatAsEntrustment,
		ClearContradiction, SelectProvider, AgreeContract, AddSafetyMeasures, AddAuditReport, AddBreachNotification,
		AddReturnDeletion, CheckHandling, KeepRecord, SuperviseSubcontractors, CheckCrossBorder, NoHandlingMemorandum,
		ConsiderOtherProvider, RecordClauses, RecordAccessControl, OwnSafetyMeasures, GraspForeignEnvironment,
		RecheckOnChange, NoteRecourse,
	}
}

// actions lists what follows from the verdict and from single findings.
func actions(a *Assessment) []string {
	todo := map[string]bool{}
	for _, id := range byVerdict(a.Verdict) {
		todo[id] = true
	}
	flags := raised(a.Findings)
	if a.Verdict == Entrustment {
		todo[AddSafetyMeasures] = !flags["safety-measures"]
		todo[AddAuditReport] = !flags["audit-report"]
		todo[AddBreachNotification] = !flags["breach-notification"]
		todo[AddReturnDeletion] = !flags["return-deletion"]
		todo[SuperviseSubcontractors] = flags["subcontracting"]
	}
	if flags["cross-border"] {
		todo[CheckCrossBorder] = a.Verdict != Exception // Q&A 12-3: no provision, so no provision abroad either
		todo[GraspForeignEnvironment] = a.Verdict == Exception
	}
	if flags["ai-training"] {
		todo[KeepOutOfPrompts] = true
	}
	if flags["unilateral-change"] {
		todo[RecheckOnChange] = true
	}
	if flags["liability-cap"] {
		todo[NoteRecourse] = true
	}
	if contradicted(a) {
		todo[ClearContradiction] = true
	}
	if unread(a.Documents) {
		todo[ReadUnread] = true
	}
	return slices.DeleteFunc(Actions(), func(id string) bool { return !todo[id] })
}

func byVerdict(v Verdict) []string {
	switch v {
	case Exception:
		return []string{RecordClauses, RecordAccessControl, OwnSafetyMeasures, RecheckOnChange}
	case Entrustment:
		return []string{SelectProvider, AgreeContract, CheckHandling, KeepRecord, NoHandlingMemorandum, ConsiderOtherProvider}
	case ThirdParty:
		return []string{WithholdPersonalData, ObtainConsent, ExcludeOwnUse}
	}
	return []string{SendQuestions, TreatAsEntrustment}
}

// raised is the set of flags that careful colleagues would not dispute.
func raised(fs []find.Finding) map[string]bool {
	flags := map[string]bool{}
	for i := range fs {
		if !fs[i].Debatable {
			flags[fs[i].Flag] = true
		}
	}
	return flags
}

func contradicted(a *Assessment) bool {
	return len(a.Conflicts) > 0 || slices.ContainsFunc(a.Factors, func(f Factor) bool { return f.Status == Contradicted })
}

// unread reports whether text was lost or a good part of a document was not analyzed: what is not read must not look like
// nothing found.
func unread(docs []Document) bool {
	const enough = 0.9 // of the body, in bytes: headings, signatures and dates make up the rest
	return slices.ContainsFunc(docs, func(d Document) bool {
		return d.Coverage < enough || slices.ContainsFunc(d.Problems, func(p corpus.Problem) bool { return p.Lost > 0 })
	})
}
