package report

// englishHistory gives the English words of lists of kept services and versions; checked 2026-11-22.
func englishHistory() words {
	return words{
		"history.service":  "Service",
		"history.versions": "Versions",
		"history.version":  "Version",
		"history.since":    "Since (UTC)",
		"history.verdict":  "Verdict",
		"history.none":     "not assessed",
		"history.return":   "returns to @{n}",
		"history.older":    "… and {n} older versions",
		"history.received": "received {first}, last seen {last}",
		"history.assessed": "assessed {at}: {verdict} ({tool}, lexicon {lexicon})",
	}
}
