package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/corpus/pattern"
)

func sortAtoms(atoms []atom) {
	slices.SortFunc(atoms, func(a, b atom) int { return cmp.Compare(a.start, b.start) })
}

// lawBefore reports whether s ends with the name of a law, so that 第27条 after it is none of ours.
func lawBefore(s string) bool {
	s = strings.TrimRight(s, " 」』)）")
	for _, end := range []string{"法", "法律", "施行令", "規則", "条例", "政令", "省令", "条約"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// dateNorm is the day as 2006-01-02, the month as 2006-01, or the words as they are.
func dateNorm(s string) string {
	if day, whole := parseDate(s); !day.IsZero() {
		if whole {
			return day.Format(time.DateOnly)
		}
		return day.Format("2006-01")
	}
	return strings.ToLower(s)
}

// refNorm is a reference without the word that announces it: "section 3.2(a)" → "§3.2(a)", "第12条第2項" as it is.
func refNorm(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	if strings.HasPrefix(s, "第") {
		return s
	}
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		i = max(0, len(s)-1)
	}
	if i > 1 && s[i-1] == '.' || i > 0 && s[i-1] >= 'A' && s[i-1] <= 'Z' {
		i-- // Section D.4
	}
	return "§" + strings.ToLower(strings.TrimLeft(s[i:], "."))
}

var counters = strings.NewReplacer("か月", "か月", "ヶ月", "か月", "カ月", "か月", "ヵ月", "か月", "ケ月", "か月", "箇月", "か月", "％", "%", "パーセント", "%", "￥", "¥", "US$", "$", " ", "", ",", "")

// quantityNorm is a number with its unit without what does not matter: "3ヶ月間" → "3か月", "$ 1,000" → "$1000".
func quantityNorm(s string, c class) string {
	if c != number {
		return s
	}
	s = counters.Replace(s)
	if t := strings.TrimSuffix(s, "間"); t != s && !strings.HasSuffix(t, "時") && !strings.HasSuffix(t, "週") && !strings.HasSuffix(t, "分") && !strings.HasSuffix(t, "秒") {
		s = t
	}
	return s
}

var (
	eraDate     = pattern.Lazy(`(令和|平成|昭和)? ?([0-9]{1,4}|元) ?年 ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?`)
	isoDate     = pattern.Lazy(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$`)
	numericDate = pattern.Lazy(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$`)
	monthWord   = pattern.Lazy(`(?i)` + months)
	numeral     = pattern.Lazy(`[0-9]+`)
)

// eras gives the year before the first year of an era.
var eras = map[string]int{"令和": 2018, "平成": 1988, "昭和": 1925, "": 0}

// parseDate reads a date of the shapes that dateShape finds. whole is false if it names a month only. The zero time
// means that it is no day, or that day and month cannot be told apart (04/05/2024).
func parseDate(s string) (day time.Time, whole bool) {
	if m := eraDate().FindStringSubmatch(s); m != nil {
		year := 1
		if m[2] != "元" {
			year = atoi(m[2])
		}
		return calendar(year+eras[m[1]], atoi(m[3]), max(1, atoi(m[4]))), m[4] != ""
	}
	if m := isoDate().FindStringSubmatch(s); m != nil {
		return calendar(atoi(m[1]), atoi(m[2]), atoi(m[3])), true
	}
	if m := numericDate().FindStringSubmatch(s); m != nil {
		a, b := atoi(m[1]), atoi(m[2])
		switch {
		case a > 12 || a == b:
			return calendar(atoi(m[3]), b, a), true
		case b > 12:
			return calendar(atoi(m[3]), a, b), true
		}
		return time.Time{}, false
	}
	name := strings.ToLower(monthWord().FindString(s))
	if name == "" {
		return time.Time{}, false
	}
	nums := numeral().FindAllString(s, 2)
	switch len(nums) {
	case 1:
		return calendar(atoi(nums[0]), monthOf(name), 1), false
	case 2:
		if len(nums[0]) == 4 {
			nums[0], nums[1] = nums[1], nums[0]
		}
		return calendar(atoi(nums[1]), monthOf(name), atoi(nums[0])), true
	}
	return time.Time{}, false
}

// monthOf gives the number of an English or Dutch month, by its first letters.
func monthOf(name string) int {
	if name[0] == 'o' {
		return 10
	}
	switch name[:3] {
	case "maa", "mar":
		return 3
	case "mei", "may":
		return 5
	}
	return 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", name[:3])/3
}

// calendar is the day, or the zero time if there is no such day.
func calendar(year, month, day int) time.Time {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2200 || int(t.Month()) != month || t.Day() != day {
		return time.Time{}
	}
	return t
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // digits by the pattern that found them
	return n
}
