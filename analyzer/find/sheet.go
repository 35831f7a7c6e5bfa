package find

import (
	"slices"
	"strings"
	"unicode"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// sheets reads the rows of check sheets, in which one cell asks and the next one answers: 保守用IDの有無 ／ 有. What is
// asked states nothing; a bare answer states, or denies, it.
func (d *doc) sheets() {
	column := -1 // that of the answers in the table; negative if it has none
	for i := range d.Sentences {
		if d.readings[i] == nil || !d.row(i) {
			continue
		}
		cells := d.cells(i)
		if i == 0 || !d.row(i-1) {
			column = slices.IndexFunc(cells, func(c corpus.Span) bool {
				return c.Len() <= longestHead && containsAny(c.In(d.Text), "回答", "対応", "実施", "有無", "可否", "Answer", "Response", "Antwoord")
			})
			if column >= 0 {
				continue
			}
		}
		read := false
		for k := 0; k+1 < len(cells) && !read; k++ {
			q, a := cells[k], cells[k+1]
			asks := d.asksIn(i, q) || column > 0 && k < 3 && yesOrNo(a.In(d.Text)) != 0 && holdsWords(q.In(d.Text))
			read = asks && d.readRow(i, q, a)
		}
		if last := min(column, len(cells)-1); !read && last > 0 {
			d.readItem(i, cells[last-1], cells[last])
		}
	}
}

// longestHead is how many bytes the head of a column of answers has at most.
const longestHead = 36

// readItem adds what a Japanese item says together with its answer: 漏えい時の通知 ／ 24時間以内に通知.
func (d *doc) readItem(i int, q, a corpus.Span) {
	if d.Document.Lang != corpus.Japanese || !holdsWords(q.In(d.Text)) {
		return
	}
	between := corpus.Span{Start: q.End, End: q.End}
	colon := d.finder.tokenizer.Tokens("：", corpus.Span{End: len("：")}, corpus.Japanese)
	for k := range colon {
		colon[k].Span = between
	}
	tokens := slices.Concat(within(d.tokens[i], q), colon, within(d.tokens[i], a))
	r := d.lang.parser.Parse(&frame.Input{Tokens: tokens, Names: d.names, Default: d.defaultActor(i)})
	d.readings[i].Frames = append(d.readings[i].Frames, r.Frames...)
}

// cellMark stands between the cells of a row.
const cellMark = " ／ "

// cells gives the spans of the cells of sentence i that hold something.
func (d *doc) cells(i int) []corpus.Span {
	body := d.Sentences[i].Body
	text := body.In(d.Text)
	sep := cellMark
	if !strings.Contains(text, sep) {
		sep = "|"
	}
	var list []corpus.Span
	at := body.Start
	for cell := range strings.SplitSeq(text, sep) {
		if trimmed := strings.TrimSpace(cell); trimmed != "" {
			start := at + strings.Index(cell, trimmed)
			list = append(list, corpus.Span{Start: start, End: start + len(trimmed)})
		}
		at += len(cell) + len(sep)
	}
	return list
}

// asksIn reports whether a cell of sentence i asks something.
func (d *doc) asksIn(i int, cell corpus.Span) bool {
	s := cell.In(d.Text)
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, "？") {
		return true
	}
	return d.Document.Lang == corpus.Japanese && (presence(s) != s || strings.HasSuffix(s, "か") && d.asksJapanese(within(d.tokens[i], cell)) != nil)
}

// asksJapanese gives what a Japanese question asks; nil if it is none.
func (d *doc) asksJapanese(t []token.Token) *frame.Reading {
	r := d.lang.parser.Parse(&frame.Input{Tokens: t, Names: d.names, Default: frame.Provider})
	if len(r.Asked) == 0 {
		return nil
	}
	return r
}

// presence leaves out what asks for presence: 保守用IDの有無.
func presence(s string) string {
	for _, end := range []string{"の有無", "有無", "の可否", "可否", "の有無について", "の状況", "の実施状況"} {
		if rest, ok := strings.CutSuffix(s, end); ok && rest != "" {
			return rest
		}
	}
	return s
}

// holdsWords reports whether a cell holds words, not a number alone.
func holdsWords(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 2
}

// yesOrNo tells whether a cell says no more than yes (1) or no (-1); 0 if it says more or neither.
func yesOrNo(cell string) int {
	switch strings.Trim(strings.ToLower(cell), " 。.") {
	case "有", "有り", "あり", "はい", "○", "◯", "〇", "✓", "✔", "レ", "可", "可能", "実施", "実施済", "実施済み", "実施している", "対応", "対応済", "対応済み", "対応している", "適合", "yes", "y", "ja":
		return 1
	case "無", "無し", "なし", "いいえ", "×", "✕", "✗", "不可", "未実施", "未対応", "非対応", "対応していない", "実施していない", "行わない", "行っていない", "no", "nee", "neen":
		return -1
	}
	return 0
}

// readRow lets row i say what cell a answers to cell q; false if the row stays as it is.
func (d *doc) readRow(i int, q, a corpus.Span) bool {
	asked, answer := within(d.tokens[i], q), within(d.tokens[i], a)
	var r *frame.Reading
	switch d.Document.Lang {
	case corpus.Japanese:
		r = d.rowJapanese(i, q, a)
	case corpus.English:
		r = d.rowEnglish(i, asked, answer)
	default:
		before := d.lang.parser.Parse(&frame.Input{Tokens: asked, Names: d.names, Default: frame.Provider})
		if len(before.Asked) > 0 {
			r = d.lang.parser.Parse(&frame.Input{Tokens: answer, Names: d.names, Default: frame.Provider, Before: before})
		}
	}
	if r == nil {
		return false
	}
	row := d.readings[i]
	kept := row.Frames[:0:0]
	for _, f := range row.Frames { // what remarks say stays
		if f.Action.Span.Start >= a.End {
			kept = append(kept, f)
		}
	}
	row.Frames, row.Asked = kept, nil
	for _, f := range r.Frames {
		if f.Action.Span.Len() == 0 || f.Action.Span.Start < q.Start || f.Action.Span.End > a.End {
			f.Action.Span = corpus.Span{Start: q.Start, End: a.End}
		}
		row.Frames = append(row.Frames, f)
	}
	row.All.Union(&r.All)
	return true
}

// rowJapanese reads a row that asks in Japanese; nil if it stays as it is.
func (d *doc) rowJapanese(i int, q, a corpus.Span) *frame.Reading {
	said := yesOrNo(a.In(d.Text))
	if before := d.asksJapanese(within(d.tokens[i], q)); before != nil {
		if said == 0 {
			return d.lang.parser.Parse(&frame.Input{Tokens: within(d.tokens[i], a), Names: d.names, Default: frame.Provider, Before: before})
		}
		return &frame.Reading{All: before.All, Frames: d.confirmed(before.Asked, said, corpus.Span{Start: q.Start, End: a.End})}
	}
	if said == 0 {
		return nil
	}
	return d.lang.parser.Parse(&frame.Input{Tokens: d.itemSentence(q, a, said), Names: d.names, Default: frame.Provider})
}

// itemSentence makes a sentence of an item that a mark answers: 再委託の有無 ／ 無 becomes 再委託を行いません. Its end stands where
// the answer does.
func (d *doc) itemSentence(q, a corpus.Span, said int) []token.Token {
	item := presence(q.In(d.Text))
	tokens := d.finder.tokenizer.Tokens(d.Text, corpus.Span{Start: q.Start, End: q.Start + len(item)}, corpus.Japanese)
	end := map[int]string{1: "を有します", -1: "を有しません"}
	if n := len(tokens); n > 0 && (tokens[n-1].POS == token.VerbalNoun || tokens[n-1].Surface == "化") {
		end = map[int]string{1: "を行います", -1: "を行いません"}
	}
	behind := q.Start + len(item)
	places := []corpus.Span{{Start: behind, End: behind}, a, {Start: a.End, End: a.End}}
	for k, t := range d.finder.tokenizer.Tokens(end[said], corpus.Span{End: len(end[said])}, corpus.Japanese) {
		t.Span = places[min(k, len(places)-1)] // を, the verb, the rest
		tokens = append(tokens, t)
	}
	return tokens
}

// confirmed gives the frames of a question as a bare answer at span states or denies them, with the words that stand there.
func (d *doc) confirmed(asked []frame.Frame, said int, span corpus.Span) []frame.Frame {
	var list []frame.Frame
	for _, f := range asked {
		if f.Place != frame.Main || f.Modality.Negative() {
			continue
		}
		onlyWithin(&f, span)
		f.Action.Span = span
		if said < 0 {
			f.Modality = frame.WillNot
		}
		list = append(list, f)
	}
	return list
}

// onlyWithin leaves out of what frame f points at what does not stand within span: a question is not part of its answer.
func onlyWithin(f *frame.Frame, span corpus.Span) {
	if !span.Contains(f.ActorSpan) && f.ActorHow == "explicit" {
		f.ActorHow = "carried"
	}
	for _, part := range []*corpus.Span{&f.ActorSpan, &f.Object.Span, &f.Recipient.Span, &f.Purpose.Span, &f.Condition.Span, &f.Ending} {
		if !span.Contains(*part) {
			*part = corpus.Span{}
		}
	}
	f.Exceptions = nil
}

// rowEnglish reads a row that asks in English.
func (d *doc) rowEnglish(i int, asked, answer []token.Token) *frame.Reading {
	r := &frame.Reading{}
	said := answerOf(answer)
	if said == 0 && len(answer) > 0 && limitedYes[answer[0].Low] {
		said = 1
	}
	if len(asked) == 0 || asked[len(asked)-1].Surface != "?" {
		if said < 0 {
			return r // what is asked for is not there
		}
		return nil
	}
	var statement []token.Token
	if said != 0 {
		statement = stated(withoutMark(asked), said < 0, answer)
	}
	if statement == nil {
		statement = answer
	}
	return d.lang.parser.Parse(&frame.Input{Tokens: statement, Names: d.names, Default: d.defaultActor(i)})
}

// limitedYes opens answers that say yes, though not without limits: "Only with your consent", "Within 24 hours".
var limitedYes = words("only within partly partially upon where if when after sometimes occasionally")
