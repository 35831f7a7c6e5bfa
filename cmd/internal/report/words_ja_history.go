package report

// japaneseHistory gives the Japanese words of lists of kept services and versions; checked 2026-11-22.
func japaneseHistory() words {
	return words{
		"history.service":  "サービス",
		"history.versions": "版数",
		"history.version":  "版",
		"history.since":    "受信日時（UTC）",
		"history.verdict":  "判定",
		"history.none":     "未評価",
		"history.return":   "@{n} に復帰",
		"history.older":    "… ほかに以前の版が {n} 件",
		"history.received": "受信 {first}、最終確認 {last}",
		"history.assessed": "評価 {at}：{verdict}（{tool}、辞書 {lexicon}）",
	}
}
