package diff

import (
	"regexp"
	"strings"

	"kiyaku/analyzer/find"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// maxDateLine is how many words a sentence may have that names a day for the document itself.
const maxDateLine = 30

var (
	anyDateCue   = pattern.Lazy(`改定|改訂|制定|更新|施行|適用|発効|実施|効力|updated|modified|revised|posted|published|version|effective|in force|gewijzigd|bijgewerkt|ingang|versie`)
	revisedCue   = pattern.Lazy(`(?i)改定|改訂|制定|更新|公開|掲載|updated|modified|revised|posted|published|version|gewijzigd|bijgewerkt|versie`)
	effectiveCue = pattern.Lazy(`(?i)施行|適用|発効|実施|効力|effective|in force|takes? effect|applies from|ingang`)
)

// dates reads the days that a document names for itself: the latest on which it was revised, and the latest from which it
// applies.
func (w *work) dates(s *side, doc int) Dates {
	var out Dates
	d := &s.docs[doc]
	for i := d.from; i < d.to; i++ {
		u := &s.units[i]
		if u.weight > maxDateLine || !strings.ContainsAny(u.key, "0123456789元") || !anyDateCue().MatchString(u.key) {
			continue
		}
		span := s.span(u)
		f := fold.New(span.In(d.Text))
		found := dateShape().FindAllStringIndex(f.S, -1)
		for k, m := range found {
			from, to := 0, len(f.S)
			if k > 0 {
				from = found[k-1][1]
			}
			if k+1 < len(found) {
				to = found[k+1][0]
			}
			day, whole := parseDate(f.S[m[0]:m[1]])
			if !whole || day.IsZero() {
				continue
			}
			a, b := f.Origin(m[0], m[1])
			at := corpus.Span{Start: span.Start + a, End: span.Start + b}
			date := Date{Day: day, Place: find.Place{
				Document: d.ID, Citation: d.Tree.Citation(u.clause), Caption: d.Tree.Headline(u.clause), Span: at, Quote: at.In(d.Text),
			}}
			switch dateIs(f.S[from:m[0]], f.S[m[1]:to]) {
			case "effective":
				latest(&out.Effective, date)
			case "revised":
				latest(&out.Revised, date)
			}
		}
	}
	return out
}

func latest(have *Date, d Date) {
	if have.Day.IsZero() || d.Day.After(have.Day) {
		*have = d
	}
}

// dateIs tells what a day is by the words before and after it. Japanese names it after (2024年4月1日改定) or before
// (改定日：2024年4月1日), English before.
func dateIs(before, after string) string {
	after = firstRunes(strings.TrimLeft(after, " 　)）:：にをからより"), 8)
	switch {
	case strings.HasPrefix(after, "施行"), strings.HasPrefix(after, "適用"), strings.HasPrefix(after, "発効"), strings.HasPrefix(after, "実施"):
		return "effective"
	case strings.HasPrefix(after, "改定"), strings.HasPrefix(after, "改訂"), strings.HasPrefix(after, "制定"), strings.HasPrefix(after, "更新"):
		return "revised"
	}
	eff, rev := lastMatch(effectiveCue, before), lastMatch(revisedCue, before)
	switch {
	case eff > rev:
		return "effective"
	case rev > eff:
		return "revised"
	case effectiveCue().MatchString(after):
		return "effective"
	case revisedCue().MatchString(after):
		return "revised"
	}
	return ""
}

// lastMatch is where re matches last in s; -1 if nowhere.
func lastMatch(re func() *regexp.Regexp, s string) int {
	all := re().FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
