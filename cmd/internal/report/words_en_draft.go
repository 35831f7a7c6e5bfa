package report

// englishDraft gives the English words around the drafts: memorandum and supervision check list; checked 2026-11-22.
func englishDraft() words {
	return words{
		"draft.memorandum": "Draft for review by a lawyer. Square brackets have to be chosen or filled in. Comments in the margin give the reason of " +
			"each article, Annex 3 its factors and authority (delete both before signing). A memorandum does not help while terms and practice still " +
			"allow handling (warning of 2024-03-25): bring them into line.",
		"draft.article":      "Article {n} ({caption})",
		"draft.number":       ". ",
		"draft.clause":       "Article",
		"draft.factor":       "Factor (status)",
		"draft.condition":    "Condition of Q&A 7-53",
		"condition.contract": "contract clause on non-handling",
		"condition.control":  "suitable access control",
		"punct.none":         "–",
		"attr.question":      "Question",

		"supervision.title": "Check list: supervision of the entrusted party",
		"supervision.draft": "Draft for review by a lawyer. Follows APPI Art. 25 and Guidelines 3-4-4 (selection, contract, grasp of the handling), with " +
			"the warning of 2024-12-17. What was found in the documents was read by machine.",
		"supervision.entrustment": "The handling of personal data is taken to be entrusted to {provider}; these are the points for supervising it. Weigh them " +
			"by the nature and amount of the data and the risk of a leak.",
		"supervision.third-party": "The verdict is likely provision to a third party, beyond entrustment. Supervision alone is not enough: first consider excluding " +
			"use for the provider's or others' own ends, or consent of the persons (APPI Art. 27(1)).",
		"supervision.undetermined": "There is not enough to decide on. These are the points for treating the service as entrustment until the provider's answers " +
			"confirm that it does not handle the data.",
		"supervision.exception": "The verdict is that the cloud exception may apply; there is then nothing to supervise under APPI Art. 25. Use this list for your " +
			"own safety measures (Art. 23, Q&A\u00a07-54).",
		"supervision.provider": "Entrusted party",
		"supervision.data":     "Personal data entrusted (items, number)",
		"supervision.by":       "Checked by",
		"supervision.on":       "Checked on, next check",
		"supervision.duty":     "Point",
		"supervision.found":    "Documents, answers",
		"supervision.result":   "Result, to do",
		"supervision.also":     "Also: ",
		"supervision.missing":  "Nothing found in the documents read. Add it by memorandum, or check it by check sheet.",
		"supervision.silent":   "Nothing found in the documents read. Ask the provider.",
		"supervision.own":      "For you to do.",
		"supervision.limits":   "This is what the words of the documents tell, not what is done. That a provision stands there does not mean that the measure is taken.",

		"duties.selection":            "1. Selection (3-4-4(1))",
		"duties.contract":             "2. Contract (3-4-4(2))",
		"duties.grasping":             "3. Grasp of the handling (3-4-4(3))",
		"duties.onward":               "4. Re-entrustment, foreign countries",
		"duty.selection.safety":       "Are safety measures equal to those that Art. 23 and the Guidelines ask of you surely carried out?",
		"duty.selection.access":       "Access control, identification and authentication, encryption (keys)",
		"duty.selection.intrusion":    "Protection against intrusion (updates, vulnerabilities, logs kept and monitored)",
		"duty.selection.personnel":    "Training and supervision of staff",
		"duty.selection.certificates": "Certificates and reports of third parties (for what you cannot check yourself)",
		"duty.contract.scope":         "What handling is entrusted; no use beyond it",
		"duty.contract.measures":      "Necessary and suitable safety measures that both sides agreed",
		"duty.contract.grasp":         "The entrusting side may reasonably grasp the handling (reports, audits)",
		"duty.contract.secrecy":       "Secrecy",
		"duty.contract.breach":        "Notice of leaks: when, what",
		"duty.contract.return":        "Return or erasure at the end",
		"duty.contract.liability":     "Liability: caps and disclaimers",
		"duty.grasping.audit":         "Regular audits or check sheets on how far the measures are carried out",
		"duty.grasping.maintenance":   "Handling in maintenance, investigation and support (use of maintenance IDs, prevention of acquisition, how often)",
		"duty.grasping.review":        "Review of the entrustment in the light of the results",
		"duty.grasping.record":        "Record of questions and answers, and of refusals",
		"duty.onward.subcontracting":  "Prior report or approval of re-entrustment: to whom, what, how; supervision of it",
		"duty.onward.abroad":          "Handling abroad (Art. 28: consent or equivalent measures; foreign environment)",
	}
}
