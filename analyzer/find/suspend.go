package find

import (
	"slices"

	"kiyaku/analyzer/frame"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/pattern"
)

// suspension is how a Japanese paragraph takes cases from the one before it: 前項の規定は、次の各号の場合には適用しない.
var suspension = pattern.Lazy(`(?:^|、)(?:前項|前[二2]項|前各項|本条第1項)(?:の規定|の定め|の約束|の義務)?[はを].*(?:適用(?:し|され)?(?:ない|ません|ず|ぬ)|適用せず|適用を(?:除外|受けない)|及ば(?:ない|ず)|及びません|及ぶものでは|この限りで)`)

// suspends reports whether sentence j takes cases from the paragraph before its own.
func (d *doc) suspends(j int) bool {
	s := &d.Sentences[j]
	if d.Document.Lang != corpus.Japanese || d.readings[j] == nil || s.LeadIn >= 0 || s.Body.Len() < 2*len("前項") {
		return false
	}
	text := s.Body.In(d.Text)
	if !containsAny(text, "前項", "前二項", "前2項", "前２項", "前各項", "本条第") {
		return false
	}
	text = fold.String(text)
	return containsAny(text, "適用", "及ば", "及び", "及ぶ", "この限り") && containsAny(text, "場合", "とき", "各号", "とする") && suspension().MatchString(text)
}

// suspendedBy gives the sentence of the next paragraph that takes cases from what sentence i says; -1 if there is none.
func (d *doc) suspendedBy(i int) int {
	if d.Document.Lang != corpus.Japanese {
		return -1
	}
	c := d.Sentences[i].Clause
	below := d.suspending()[c] // the first paragraph may bear no number
	if k, _ := slices.BinarySearch(below, i+1); k < len(below) {
		return below[k]
	}
	p := d.Clauses[c].Parent
	if p < 0 {
		return -1
	}
	siblings := d.Clauses[p].Children
	if k, found := slices.BinarySearch(siblings, c); found && k+1 < len(siblings) {
		if list := d.Clauses[siblings[k+1]].Sentences; len(list) > 0 && list[0] > i && d.suspends(list[0]) {
			return list[0]
		}
	}
	return -1
}

// suspending gives, by clause, the sentences that open the clauses right below it and take cases from the paragraph before.
func (d *doc) suspending() map[int][]int {
	if d.suspenders == nil {
		d.suspenders = map[int][]int{}
		for j := range d.Sentences {
			c := d.Sentences[j].Clause
			if p := d.Clauses[c].Parent; p >= 0 && d.Clauses[c].Sentences[0] == j && d.suspends(j) {
				d.suspenders[p] = append(d.suspenders[p], j)
			}
		}
	}
	return d.suspenders
}

// suspend raises on the next paragraph the carve-outs that it makes of the promise in frame in. The promise itself stands: the
// two are shown side by side, as where the next paragraph says 前項の規定にかかわらず.
func (d *doc) suspend(in *instance, tried []*rule) {
	if !in.frame.Modality.Negative() || in.frame.Place != frame.Main {
		return
	}
	j := d.suspendedBy(in.sentence)
	if j < 0 {
		return
	}
	limited := *in
	limited.unfolded = true
	if limited.exempt = d.itemExceptions(d.items[j]); len(d.items[j]) == 0 {
		limited.exempt = d.grade(j, d.Sentences[j].Body)
	}
	for _, r := range tried {
		if r.Flag == "carve-out" && r.fails(&limited) == "" {
			d.findings = append(d.findings, d.finding(j, r, &limited))
			d.raised[raised{j, r.Flag}] = true
		}
	}
}

// suspended gives the sentence before paragraph l whose promise it takes cases from; -1 if there is none.
func (d *doc) suspended(l int) int {
	if !d.suspends(l) {
		return -1
	}
	for i := l - 1; i >= 0 && l-i < 20; i-- {
		r := d.readings[i]
		if r != nil && d.suspendedBy(i) == l && slices.ContainsFunc(r.Frames, func(f frame.Frame) bool { return f.Place == frame.Main && f.Modality.Negative() }) {
			return i
		}
	}
	return -1
}
