package report

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kiyaku/corpus/sheet"
)

// A Judgement is what a reviewer says of a finding in a check sheet.
type Judgement struct {
	Value   string // "right", "wrong", "open" (to be discussed); "" if nothing was chosen
	Comment string
}

// judgements lists the values of a Judgement, in the order of the dropdown.
func judgements() []string { return []string{"right", "wrong", "open"} }

// ReadJudgements reads what reviewers entered beside the findings of a workbook that [XLSX] wrote, by ID of the finding.
// Findings without an entry are left out. The map is empty where the workbook has no sheet of findings.
//
// Rows and columns are known by the ids in the hidden column and row, whatever their order. A provision that takes several
// rows, or stands in the documents several times, is judged once.
//
// The error joins a [*CellError] for each problem, or wraps [sheet.ErrNotWorkbook] or [sheet.ErrTooLarge].
func ReadJudgements(data []byte) (map[string]Judgement, error) {
	book, err := sheet.Read(data)
	if err != nil {
		return nil, fmt.Errorf("check sheet: %w", err)
	}
	r := &judgementReader{out: map[string]Judgement{}, at: map[string]answerCell{}, comments: map[string]string{}}
	for i := range book.Sheets {
		t, ok := r.table(&book.Sheets[i], findingsTable)
		if !ok || t.head == 0 {
			continue
		}
		if t.cols["judgement"] == 0 {
			r.fail(t.Sheet, "", "the column of judgements is gone: take the sheet anew and keep its columns")
			continue
		}
		t.spread("quote")
		for _, row := range t.rows() {
			r.read(t, row)
		}
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	r.comment()
	return r.out, nil
}

// judgementReader collects judgements from all tables of a workbook.
type judgementReader struct {
	answerReader
	out      map[string]Judgement
	at       map[string]answerCell // where each value was found
	comments map[string]string     // by place of the finding: its ID with @ and its number
	places   []string              // those with a comment, in order
}

// read takes in one row.
func (r *judgementReader) read(t *answerTable, row int) {
	place, part, more := strings.Cut(t.text(row, "id"), "#")
	id, number, ok := strings.Cut(place, "@")
	if _, err := strconv.Atoi(number); !ok || err != nil {
		return // a row that somebody added
	}
	if _, err := strconv.Atoi(part); more && err != nil {
		return
	}
	if comment := t.text(row, "comment"); comment != "" {
		if r.comments[place] == "" {
			r.places = append(r.places, place)
		}
		r.comments[place] += comment // goes on from the row above
	}
	said := t.text(row, "judgement")
	if said == "" {
		return
	}
	value, cell, first := judgementOf(said), sheet.Name(row, t.cols["judgement"]), r.at[id]
	switch {
	case value == "":
		r.fail(t.Sheet, cell, "%q is no judgement: choose one of %s", shorten(visible(said), 40), allowedJudgements())
	case first.cell != "" && r.out[id].Value != value:
		r.fail(t.Sheet, cell, "the same provision is judged otherwise in sheet %q, cell %s: judge both alike", first.sheet, first.cell)
	case first.cell == "":
		r.out[id], r.at[id] = Judgement{Value: value}, answerCell{t.Name, cell}
	}
}

// comment adds the comments; what was said alike of several places is one.
func (r *judgementReader) comment() {
	for _, place := range r.places {
		id, _, _ := strings.Cut(place, "@")
		j, comment := r.out[id], r.comments[place]
		switch {
		case j.Comment == "":
			j.Comment = comment
		case !strings.Contains(loose(j.Comment), loose(comment)):
			j.Comment += "\n" + comment
		}
		r.out[id] = j
	}
}

// judgementOf is the value that text names in either language, or as its id; "" is none.
func judgementOf(text string) string {
	for _, value := range judgements() {
		for _, name := range []string{value, japaneseDesk()["judgement."+value], englishDesk()["judgement."+value]} {
			if loose(name) == loose(text) {
				return value
			}
		}
	}
	return ""
}

// allowedJudgements says what may be chosen, in both languages.
func allowedJudgements() string {
	return strings.Join(each(judgements(), func(value string) string {
		return japaneseDesk()["judgement."+value] + " (" + englishDesk()["judgement."+value] + ")"
	}), ", ")
}

// judged is what the check sheet shows as said of a finding: what opts say, or that it was rejected.
func (b *book) judged(f *findingView) (value, comment string) {
	j := b.judgements[f.ID]
	if j.Value == "" && slices.ContainsFunc(f.Tags, func(t named) bool { return t.ID == "rejected" }) {
		j.Value = "wrong"
	}
	if j.Value != "" {
		value = b.w("judgement." + j.Value)
	}
	return value, j.Comment
}
