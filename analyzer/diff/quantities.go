package diff

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/pattern"
)

var (
	withinCue  = pattern.Lazy(`\bwithin\b|no later than|not later than|at the latest|以内|binnen|uiterlijk`)
	noticeCue  = pattern.Lazy(`notice|notif|in advance|prior to|prior written|before the|事前|予告|前まで|前に|猶予|あらかじめ|aankondig|vooraf`)
	feeCue     = pattern.Lazy(`[$€£¥]|fee|price|charge|rate of|interest|料金|手数料|利用料|円|遅延損害金|延滞|tarief|kosten`)
	giveCue    = pattern.Lazy(`refund|credit|discount|free of charge|compensat|返金|返還|割引|減額|無償|無料|補償`)
	capCue     = pattern.Lazy(`liab|damages|賠償|責任|aansprakelijk`)
	limitCue   = pattern.Lazy(`exceed|limit|cap\b|capped|maximum|aggregate|greater of|lesser of|上限|限度|超え|範囲|maximaal|beperkt`)
	uptimeCue  = pattern.Lazy(`uptime|availab|稼働率|可用性|beschikbaarheid`)
	recoverCue = pattern.Lazy(`restor|recover|reactivat|export|retriev|download|cancel|withdraw|opt[- ]?out|object|復元|復旧|解約|取消|異議|クーリング|取り出|エクスポート|ダウンロード`)
	retainCue  = pattern.Lazy(`retain|retention|stor(?:e|ed|es|ing|age)\b|kept\b|keeps?\b|保存|保管|保有|bewaar`)
	copyCue    = pattern.Lazy(`back-?up|バックアップ|reservekopie`)
	breachCue  = pattern.Lazy(`breach|incident|漏えい|漏洩|datalek`)
	amountPart = pattern.Lazy(`[0-9][0-9,]*(?:\.[0-9]+)?`)
)

// numbers judges the numbers that differ in an edited sentence.
func (w *work) numbers(ev *event, e *effect) {
	for i, h := range ev.edit.hunks {
		if ev.edit.why[i] == ByNumber {
			more := compareQuantities(ev.edit.a.words[h.a0:h.a1], ev.edit.b.words[h.b0:h.b1])
			e.add(more * moreIs(strings.ToLower(ev.New.Quote), dutyOf(ev.edit.b.words, h.b0)))
		}
	}
}

// moreIs tells whether a greater number is better (+1) or worse (-1) for the customer in a sentence; 0 if it does not say
// what it is a number of. duty is whose duty the sentence is: providerVow, customerVow, or neither.
func moreIs(text string, duty power) int {
	mine := func(sign int) int { // of the provider's duties; the customer's are the mirror image
		if duty == customerVow {
			return -sign
		}
		return sign
	}
	switch {
	case capCue().MatchString(text) && limitCue().MatchString(text):
		return mine(1)
	case uptimeCue().MatchString(text) && strings.ContainsAny(text, "%％"):
		return 1
	case withinCue().MatchString(text):
		switch {
		case duty == providerVow:
			return -1
		case duty == customerVow, recoverCue().MatchString(text):
			return 1
		case breachCue().MatchString(text):
			return -1
		}
		return 0
	case breachCue().MatchString(text) && noticeCue().MatchString(text):
		return -1
	case noticeCue().MatchString(text):
		return mine(1)
	case giveCue().MatchString(text):
		return 1
	case feeCue().MatchString(text):
		return -1
	case recoverCue().MatchString(text):
		return 1
	case copyCue().MatchString(text):
		return 0
	case retainCue().MatchString(text):
		return -1
	}
	return 0
}

// receiver reports whether what follows on the customer makes it the one to whom something is done.
func receiver(words []string) bool { return anyOf(words, receives) && !slices.Contains(words, "abl") }

// receives are words that make the customer the one to whom something is done.
var receives = wordSet(`be been is are receive`)

// dutyOf tells whose duty a number is that stands at word at: of the last party before it that is no object.
func dutyOf(words []string, at int) power {
	found := neither
	for i := range words {
		if i >= at && found != neither {
			break
		}
		provider, n := partyAt(words, i)
		if n == 0 || i > 0 && prepositions.has(words[i-1]) {
			continue
		}
		rest := words[i+n:]
		switch japanese := isCJKWord(words[i]); {
		case japanese && !slices.Contains(rest[:min(2, len(rest))], "が"):
			continue // 契約者の, 契約者に
		case !japanese && (len(rest) == 0 || i > 0 && helps.has(words[i-1])):
			continue // notify you
		}
		if found = customerVow; provider || receiver(rest[:min(4, len(rest))]) {
			found = providerVow
		}
		if isCJKWord(words[i]) {
			break // the topic holds to the end
		}
	}
	return found
}

// A quantity is a number with the dimension that its unit is of; time is in days.
type quantity struct {
	value float64
	unit  string // "time", or as written; "" if the words hold the number only
}

// compareQuantities tells whether the quantity among the words b is greater (1) or less (-1) than that among a; 0 if they
// are equal or cannot be compared.
func compareQuantities(a, b []string) int {
	x, ok1 := quantityIn(a)
	y, ok2 := quantityIn(b)
	switch {
	case !ok1 || !ok2 || x.unit != y.unit, x.value == y.value:
		return 0
	case x.value < y.value:
		return 1
	}
	return -1
}

// quantityIn reads the first number among words with the unit behind it. A unit alone counts as one of it.
func quantityIn(words []string) (quantity, bool) {
	for i, w := range words {
		value, unit, ok := numberOf(w)
		if !ok {
			if days := unitDays()[w]; days > 0 {
				return quantity{days, "time"}, true
			}
			continue
		}
		for _, next := range words[i+1 : min(len(words), i+4)] {
			if unit != "" {
				break
			}
			if unitDays()[next] > 0 || next == "%" {
				unit = next
			}
		}
		if days := unitDays()[unit]; days > 0 {
			return quantity{value * days, "time"}, true
		}
		return quantity{value, unit}, true
	}
	return quantity{}, false
}

// numberOf reads "30", "30日", "$1,000", "thirty", "六".
func numberOf(w string) (value float64, unit string, ok bool) {
	if v, ok := numberWords()[w]; ok {
		return v, "", true
	}
	m := amountPart().FindString(w)
	if m == "" {
		return 0, "", false
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(m, ",", ""), 64)
	if err != nil {
		return 0, "", false
	}
	for unit, factor := range thousands {
		if rest, cut := strings.CutPrefix(strings.Replace(w, m, "", 1), unit); cut {
			return value * factor, rest, true
		}
	}
	return value, strings.Replace(w, m, "", 1), true
}

var thousands = map[string]float64{"百": 100, "千": 1000, "万": 10000, "億": 1e8}

// unitDays gives the length of units of time in days, by stems and as [quantityNorm] leaves them.
var unitDays = withStems(map[string]float64{
	"minute": 1. / 1440, "hour": 1. / 24, "day": 1, "week": 7, "month": 30, "year": 365, "分": 1. / 1440, "時間": 1. / 24, "日": 1, "営業日": 1.4,
	"週間": 7, "か月": 30, "月": 30, "年": 365, "uur": 1. / 24, "dag": 1, "dagen": 1, "weken": 7, "maand": 30, "maanden": 30, "jaar": 365,
})

// numberWords gives the numbers that terms write in words, by stems.
var numberWords = withStems(map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14,
	"fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90,
	"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
	"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "tien": 10, "twaalf": 12, "dertig": 30,
})

// withStems adds the stems of the words of m.
func withStems(m map[string]float64) func() map[string]float64 {
	return sync.OnceValue(func() map[string]float64 {
		out := map[string]float64{}
		for w, v := range m {
			out[w], out[britishless(token.Stem(w, corpus.English))] = v, v
		}
		return out
	})
}
