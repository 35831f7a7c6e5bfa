package report

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/analyzer/assess"
	"kiyaku/corpus/fold"
	"kiyaku/corpus/sheet"
	"kiyaku/lexicon"
)

// MaxCheckSheet is the size of a check sheet that [ReadAnswers] reads, in bytes.
const MaxCheckSheet = sheet.MaxFile

// A CellError is one thing that is wrong in a check sheet that was filled in.
type CellError struct {
	Sheet   string // name of the worksheet; "" if it concerns the whole file
	Cell    string // F7; "" if it concerns the whole worksheet
	Problem string // with what is allowed
}

func (e *CellError) Error() string {
	switch {
	case e.Sheet == "":
		return e.Problem
	case e.Cell == "":
		return fmt.Sprintf("sheet %q: %s", e.Sheet, e.Problem)
	}
	return fmt.Sprintf("sheet %q, cell %s: %s", e.Sheet, e.Cell, e.Problem)
}

// A CheckSheet is what a check sheet says.
type CheckSheet struct {
	Answers map[string]assess.Answer // by id of the question; questions without an answer are left out
	Unread  []CellError              // text in rows that belong to no question, which counts nowhere
}

// ReadAnswers reads a workbook that [XLSX] or [QuestionsXLSX] wrote and somebody filled in with Excel or LibreOffice.
//
// Rows and columns are known by the ids in the hidden column and row, whatever their order and the name of the sheet; if
// these were lost, by the words of the questions and of the heads. Cells that were merged down a column answer each of
// their rows. An answer is one of the question's own, in Japanese, English or as its id; any text where the question is
// open. Dates are those of the program, or text such as 2026-11-01, 2026/11/1, 2026年11月1日, 令和8年11月1日.
//
// The error joins a [*CellError] for each problem, or wraps [sheet.ErrNotWorkbook] or [sheet.ErrTooLarge].
func ReadAnswers(data []byte, lex *lexicon.Lexicon) (*CheckSheet, error) {
	book, err := sheet.Read(data)
	if err != nil {
		return nil, fmt.Errorf("check sheet: %w", err)
	}
	r := &answerReader{lex: lex, book: book, out: &CheckSheet{Answers: map[string]assess.Answer{}}, at: map[string]answerCell{}}
	tables := 0
	for i := range book.Sheets {
		if t := r.find(&book.Sheets[i]); t != nil {
			tables++
			r.read(t)
		}
	}
	if len(r.errs) > 0 {
		return nil, errors.Join(r.errs...)
	}
	if tables == 0 {
		return nil, &CellError{Problem: "no table of questions in it: take the sheet that 'kiyaku questions' wrote, and keep its columns"}
	}
	return r.out, nil
}

// answerReader collects answers from all tables of a workbook.
type answerReader struct {
	lex  *lexicon.Lexicon
	book *sheet.Workbook
	out  *CheckSheet
	at   map[string]answerCell // where each answer was found
	errs []error
}

type answerCell struct{ sheet, cell string }

// answerTable is a table that was filled in: where its columns are, and the rows below its head.
type answerTable struct {
	*sheet.Sheet
	cols map[string]int // key of the column → its number; "id" for that of ids
	head int            // the row of keys or heads, above the first entry
	grid map[[2]int]sheet.Cell
}

// headKeys lead from the words of a head to the key of its column, for sheets that lost the row of keys.
func headKeys() map[string]string {
	out := map[string]string{}
	for _, w := range []words{japaneseDesk(), englishDesk()} {
		for _, key := range []string{"question", "answer", "note", "source", "date"} {
			out[loose(w["col."+key])] = key
		}
	}
	return out
}

// find looks for a table of questions in s; nil if it has none.
func (r *answerReader) find(s *sheet.Sheet) *answerTable {
	t, ok := r.table(s, questionsTable)
	if !ok {
		return nil
	}
	if t.head == 0 {
		t.byHeads()
	}
	if t.head == 0 {
		return nil
	}
	if t.cols["answer"] == 0 {
		r.fail(s, "", "the column of answers is gone: take the sheet anew and keep its columns")
		return nil
	}
	t.spread("question")
	return t
}

// table takes in s, and finds the columns of the table called name by its hidden row of keys; the head is 0 where that is
// not there. It fails for another version of the table.
func (r *answerReader) table(s *sheet.Sheet, name string) (t *answerTable, ok bool) {
	t = &answerTable{Sheet: s, cols: map[string]int{}, grid: map[[2]int]sheet.Cell{}}
	kind, _, _ := strings.Cut(name, "/")
	for _, c := range s.Cells {
		t.grid[[2]int{c.Row, c.Col}] = c
		if table, version, ok := strings.Cut(c.Text, "/"); ok && table == kind && t.head == 0 {
			if c.Text != name {
				r.fail(s, c.Name(), "the table is of version %s, this program reads version 1: take a newer kiyaku", version)
				return nil, false
			}
			t.head, t.cols["id"] = c.Row, c.Col
		}
	}
	for _, c := range s.Cells {
		if t.head > 0 && c.Row == t.head && c.Col != t.cols["id"] {
			t.cols[c.Text] = c.Col
		}
	}
	return t, true
}

// byHeads finds the columns of a table of questions by the words of their heads.
func (t *answerTable) byHeads() {
	named := headKeys()
	rows := map[int]map[string]int{} // row → key → column
	for _, c := range t.Cells {
		if key, ok := named[loose(c.Text)]; ok {
			if rows[c.Row] == nil {
				rows[c.Row] = map[string]int{}
			}
			rows[c.Row][key] = c.Col
		}
	}
	for row, cols := range rows {
		if cols["question"] > 0 && cols["answer"] > 0 && (t.head == 0 || row < t.head) {
			t.head, t.cols = row, cols
		}
	}
}

// spread gives the cells that were merged with one above them its text, but not those of ids and of the column subject.
func (t *answerTable) spread(subject string) {
	for _, m := range t.Merged {
		from, ok := t.grid[[2]int{m.FromRow, m.FromCol}]
		if !ok || m.FromCol == t.cols["id"] || m.FromCol == t.cols[subject] {
			continue
		}
		// No more rows than questions can be meant; a sheet of strangers may merge a million.
		for row := m.FromRow + 1; row <= min(m.ToRow, m.FromRow+100); row++ {
			if _, own := t.grid[[2]int{row, m.FromCol}]; !own {
				c := from
				c.Row = row
				t.grid[[2]int{row, m.FromCol}] = c
			}
		}
	}
}

// rows are the numbers of the rows below the head that hold something, in order.
func (t *answerTable) rows() []int {
	rows := map[int]bool{}
	for at := range t.grid {
		if at[0] > t.head {
			rows[at[0]] = true
		}
	}
	return slices.Sorted(maps.Keys(rows))
}

// text is what stands in a column, without spaces around it; "" if the column is gone.
func (t *answerTable) text(row int, key string) string {
	if t.cols[key] == 0 {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(t.grid[[2]int{row, t.cols[key]}].Text, "\r\n", "\n"))
}

// read takes the answers out of a table.
func (r *answerReader) read(t *answerTable) {
	heads := headKeys()
	found := map[string]rowAnswer{}
	for _, row := range t.rows() {
		id, more := r.question(t, row)
		a := t.answer(row)
		switch {
		case id == "" && heads[loose(a.value)] == "answer": // the heads, which may stand on every page
		case id != "" && more: // the text goes on
			if first, ok := found[id]; ok {
				first.value += a.value
				first.note += a.note
				first.source += a.source
				found[id] = first
			}
		case id != "":
			if first, ok := found[id]; ok && !first.empty() && !a.empty() && first.value != a.value {
				r.fail(t.Sheet, a.cell, "%s is answered in cell %s already: leave one of the two", id, first.cell)
			} else if !ok || first.empty() {
				found[id] = a
			}
		case !a.empty():
			r.unread(t, row)
		}
	}
	for _, q := range r.lex.Questions {
		if a, ok := found[q.ID]; ok {
			r.answer(t, &q, a)
		}
	}
}

// rowAnswer is what stands in one row.
type rowAnswer struct {
	cell, dateCell            string
	value, note, source, date string
	serial                    bool // date is a number
}

func (a rowAnswer) empty() bool {
	return a.value == "" && a.note == "" && a.source == "" && a.date == ""
}

func (t *answerTable) answer(row int) rowAnswer {
	return rowAnswer{cell: sheet.Name(row, t.cols["answer"]), dateCell: sheet.Name(row, t.cols["date"]),
		value: t.text(row, "answer"), note: t.text(row, "note"), source: t.text(row, "source"),
		date: t.text(row, "date"), serial: t.grid[[2]int{row, t.cols["date"]}].Number}
}

// question tells which question a row is about, by its id or else by its words, and whether the row goes on from one
// above it. "" is none.
func (r *answerReader) question(t *answerTable, row int) (id string, more bool) {
	if t.cols["id"] > 0 {
		id, part, more := strings.Cut(t.text(row, "id"), "#")
		if _, err := strconv.Atoi(part); more && err != nil {
			more = false
		}
		if questionOf(r.lex, id) != nil {
			return id, more
		}
	}
	if col := t.cols["question"]; col > 0 {
		text := loose(t.grid[[2]int{row, col}].Text)
		for _, q := range r.lex.Questions {
			if text != "" && (text == loose(q.TextJA) || text == loose(q.TextEN)) {
				return q.ID, false
			}
		}
	}
	return "", false
}

// unread notes a row that somebody added.
func (r *answerReader) unread(t *answerTable, row int) {
	var text []string
	for _, key := range []string{"question", "answer", "note"} {
		if s := t.grid[[2]int{row, t.cols[key]}].Text; t.cols[key] > 0 && s != "" {
			text = append(text, s)
		}
	}
	r.out.Unread = append(r.out.Unread, CellError{Sheet: t.Name, Cell: sheet.Name(row, cmp.Or(t.cols["question"], t.cols["answer"])),
		Problem: "the row belongs to no question and counts nowhere: " + shorten(visible(strings.Join(text, " ")), 60)})
}

// answer checks what a row says about q.
func (r *answerReader) answer(t *answerTable, q *lexicon.Question, row rowAnswer) {
	if row.empty() {
		return
	}
	a := assess.Answer{Note: row.note, Source: row.source}
	known := slices.Concat(q.Met, q.NotMet, q.Neutral)
	switch {
	case row.value == "" && known == nil && row.note != "":
		a.Value, a.Note = row.note, "" // an open question that was answered beside its cell
	case row.value == "":
		r.fail(t.Sheet, row.cell, "%s has details but no answer: %s", q.ID, r.allowed(q))
		return
	case known == nil:
		a.Value = row.value
	default:
		i := slices.IndexFunc(known, func(value string) bool { return r.says(q.ID, value, row.value) })
		if i < 0 {
			r.fail(t.Sheet, row.cell, "%q does not answer %s: %s", shorten(visible(row.value), 40), q.ID, r.allowed(q))
			return
		}
		a.Value = known[i]
	}
	if row.date != "" {
		day, ok := dateOf(row.date, row.serial, r.book.Date1904)
		if !ok {
			r.fail(t.Sheet, row.dateCell, "%q is no date: write one such as 2026-11-01", shorten(visible(row.date), 40))
			return
		}
		a.Date = day
	}
	if other, ok := r.out.Answers[q.ID]; ok && other.Value != a.Value {
		r.fail(t.Sheet, row.cell, "%s is answered otherwise in sheet %q, cell %s: leave one of the two", q.ID, r.at[q.ID].sheet, r.at[q.ID].cell)
		return
	}
	r.out.Answers[q.ID], r.at[q.ID] = a, answerCell{t.Name, row.cell}
}

// says reports whether text is one of the names of a value.
func (r *answerReader) says(question, value, text string) bool {
	for _, name := range []string{value, japanese().answer(question, value), english().answer(question, value)} {
		if loose(name) == loose(text) {
			return true
		}
	}
	return false
}

// allowed says what may be answered, in both languages.
func (r *answerReader) allowed(q *lexicon.Question) string {
	known := slices.Concat(q.Met, q.NotMet, q.Neutral)
	if known == nil {
		return "write it into the cell"
	}
	return "choose one of " + strings.Join(each(known, func(value string) string {
		return japanese().answer(q.ID, value) + " (" + value + ")"
	}), ", ")
}

func (r *answerReader) fail(s *sheet.Sheet, cell, format string, args ...any) {
	r.errs = append(r.errs, &CellError{Sheet: s.Name, Cell: cell, Problem: fmt.Sprintf(format, args...)})
}

// loose is s as two people may write it: without the difference of widths, cases and spaces.
func loose(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(fold.String(s))), "")
}

// dateOf reads a date: a number of days as workbooks count them, or text.
func dateOf(s string, serial, from1904 bool) (time.Time, bool) {
	if serial {
		days, err := strconv.ParseFloat(s, 64)
		if err == nil && days >= 1 && days < 100_000 { // else it may still be 20261101
			base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
			if from1904 {
				base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
			return base.AddDate(0, 0, int(days)), true
		}
	}
	s = strings.NewReplacer("／", "/", "．", ".", "－", "-", "，", ",").Replace(loose(s))
	for _, era := range []struct {
		name string
		year int // of the year before its first
	}{{"令和", 2018}, {"平成", 1988}, {"r", 2018}} {
		if rest, ok := strings.CutPrefix(s, era.name); ok {
			n := strings.IndexAny(rest, "年.")
			if n < 0 {
				return time.Time{}, false
			}
			year, err := strconv.Atoi(strings.Replace(rest[:n], "元", "1", 1))
			if err != nil {
				return time.Time{}, false
			}
			s = strconv.Itoa(era.year+year) + rest[n:]
		}
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102", "2006-1-2t15:04:05", "2Jan2006", "January2,2006", "2January2006"} {
		if day, err := time.Parse(layout, s); err == nil && day.Year() >= 1990 {
			return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC), true
		}
	}
	return time.Time{}, false
}
