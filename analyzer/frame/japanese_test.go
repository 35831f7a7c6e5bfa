package frame_test

import (
	"strings"
	"testing"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// reader parses single sentences with the concepts of the built-in lexicon.
type reader struct {
	tokenizer token.Tokenizer
	parser    *frame.Parser
	voc       *frame.Vocabulary
	lang      corpus.Lang
}

func newReader(t testing.TB, lang corpus.Lang) *reader {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	voc, err := frame.NewVocabulary(lex.Language(string(lang)))
	if err != nil {
		t.Fatal(err)
	}
	return &reader{parser: frame.NewParser(voc), voc: voc, lang: lang}
}

func (r *reader) parse(text string) *frame.Reading {
	tokens := r.tokenizer.Tokens(text, corpus.Span{End: len(text)}, r.lang)
	return r.parser.Parse(&frame.Input{Tokens: tokens, Default: frame.Provider})
}

// act finds the frame whose act holds word.
func (r *reader) act(t *testing.T, text, word string) *frame.Frame {
	t.Helper()
	reading := r.parse(text)
	for i := range reading.Frames {
		if f := &reading.Frames[i]; strings.Contains(f.Action.Span.In(text), word) {
			return f
		}
	}
	t.Errorf("%q: no frame for %q", text, word)
	return &frame.Frame{}
}

func TestJapaneseModality(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	for _, c := range []struct {
		text, act string
		want      frame.Modality
	}{
		{"当社は、登録データを閲覧します。", "閲覧", frame.Will},
		{"当社は、登録データを閲覧することができるものとします。", "閲覧", frame.May},
		{"当社は、登録データを閲覧できるものとする。", "閲覧", frame.May},
		{"私どもが登録データを閲覧する手段は存在しません。", "閲覧", frame.WillNot},
		{"登録データを閲覧できる社員はおりません。", "閲覧", frame.WillNot},
		{"当社は、登録データの利用・提供・加工のいずれも行わない。", "利用", frame.WillNot},
		{"登録データは、AI学習の対象外とする。", "学習", frame.WillNot},
		{"登録データを当社に提供するものと解してはならない。", "提供", frame.WillNot},
		{"当社は、登録データを閲覧することなく保守を行います。", "閲覧", frame.WillNot},
		{"当社は、登録データを閲覧しないことをお約束します。", "閲覧", frame.WillNot},
		{"甲及び乙は、乙が登録データを閲覧しないことを、本書をもって相互に確認する。", "閲覧", frame.WillNot},
		{"当社が登録データを閲覧することは、これを行わない。", "閲覧", frame.WillNot},
		{"当社が登録データを見に行くことはありません。", "見", frame.WillNot},
		{"当社は、登録データの内容を知ろうとしません。", "知", frame.WillNot},
		{"当社による登録データの閲覧は一切なし。", "閲覧", frame.WillNot},
		{"運用者による登録データの判読は不能。", "判読", frame.WillNot},
		{"登録データの閲覧は「無」です。", "閲覧", frame.WillNot},
		{"当社は、登録データを閲覧することがあります。", "閲覧", frame.May},
		{"当社は、登録データを閲覧する場合があります。", "閲覧", frame.May},
		{"当社は、登録データを閲覧する権利を留保します。", "閲覧", frame.May},
		{"契約者は、当社が登録データを閲覧することにあらかじめ同意するものとします。", "閲覧", frame.May},
		{"当社は、登録データを閲覧しません。", "閲覧", frame.WillNot},
		{"当社は、登録データを閲覧しないものとします。", "閲覧", frame.WillNot},
		{"当社が登録データを閲覧することはありません。", "閲覧", frame.WillNot},
		{"当社が登録データを閲覧することは一切ございません。", "閲覧", frame.WillNot},
		{"当社は、登録データを閲覧することはできません。", "閲覧", frame.WillNot},
		{"当社は、登録データを閲覧してはならない。", "閲覧", frame.MustNot},
		{"当社は、登録データを閲覧しなければならない。", "閲覧", frame.Must},
		{"当社は、登録データを閲覧する義務を負いません。", "閲覧", frame.Disclaims},
		{"当社は、登録データを閲覧する必要があります。", "閲覧", frame.Must},
		{"当社は、登録データを閲覧しないわけではありません。", "閲覧", frame.Will},
		{"当社は、登録データを閲覧せざるを得ません。", "閲覧", frame.Will},
		{"当社が登録データを閲覧しないとはいえません。", "閲覧", frame.Will},
		{"当社が登録データを閲覧することは技術的に不可能です。", "閲覧", frame.WillNot},
		{"当社は、データの消失について責任を負いません。", "負い", frame.Disclaims},
		{"当社は、データの完全性を保証しません。", "保証", frame.Disclaims},
		{"当社は、登録データを閲覧し、又は第三者に開示することができます。", "閲覧", frame.May},
		{"当社は、登録データを閲覧し、又は第三者に開示しません。", "閲覧", frame.WillNot},
		{"当社は、登録データを適切に管理し、第三者に開示しません。", "管理", frame.Will},
	} {
		if got := r.act(t, c.text, c.act).Modality; got != c.want {
			t.Errorf("%q: modality of %q = %v, want %v", c.text, c.act, got, c.want)
		}
	}
}

func TestJapaneseActor(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	for _, c := range []struct {
		text, act string
		want      frame.Actor
	}{
		{"当社は、登録データを解析します。", "解析", frame.Provider},
		{"契約者は、登録データを解析してはならない。", "解析", frame.Customer},
		{"契約者は、当社が登録データを解析することに同意する。", "解析", frame.Provider},
		{"契約者は、登録データを解析されることに同意する。", "解析", frame.Provider},
		{"登録データは、当社により解析されます。", "解析", frame.Provider},
		{"登録データは、統計のために解析されます。", "解析", frame.Provider},
		{"当社は、契約者が登録したデータを解析します。", "解析", frame.Provider},
		{"当社は、契約者が希望する場合、登録データを解析します。", "解析", frame.Provider},
		{"当社は、契約者が希望する場合、登録データを解析します。", "希望", frame.Customer},
		{"会員は、運営者に対し、投稿したレビューを利用する権利を許諾します。", "利用", frame.Provider},
		{"当社は登録データを保存しますが、契約者は自らこれを複製するものとします。", "複製", frame.Customer},
	} {
		if got := r.act(t, c.text, c.act).Actor; got&c.want == 0 {
			t.Errorf("%q: actor of %q = %b, want %b", c.text, c.act, got, c.want)
		}
	}
}

func TestJapaneseObject(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	for _, c := range []struct{ text, act, want string }{
		{"当社は、データ等について監視、分析、調査等必要な行為を行うことができる。", "監視", "データ等について"},
		{"当社は、契約者データの分析を行います。", "分析", "契約者データの"},
		{"当社は、契約者データにアクセスします。", "アクセス", "契約者データに"},
		{"利用者のデータは、国外に保存されます。", "保存", "利用者のデータは"},
		{"当社は、取得した個人情報をグループ会社と共同利用します。", "共同利用", "取得した個人情報を"},
		{"当社は、個人情報を明示した目的の範囲内で取り扱います。", "取り扱い", "個人情報を"},
		{"当社は、登録データを閲覧し、利用します。", "利用し", "登録データを"},
		{"登録データは、システムの保守を行う担当者によって閲覧されます。", "閲覧", "登録データは"},
		{"当社は、登録データを複製し、検証環境に持ち出すことができる。", "持ち出す", "登録データを"},
	} {
		if got := r.act(t, c.text, c.act).Object.Span.In(c.text); got != c.want {
			t.Errorf("%q: object of %q = %q, want %q", c.text, c.act, got, c.want)
		}
	}
}

func TestJapanesePlaces(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	for _, c := range []struct {
		text, act string
		want      frame.Place
	}{
		{"当社は、障害を調査するため、登録データを閲覧します。", "調査", frame.Purpose},
		{"当社は、障害を調査する場合、登録データを閲覧します。", "調査", frame.Condition},
		{"当社は、障害を調査する場合を除き、登録データを閲覧しません。", "調査", frame.Except},
		{"当社は、障害を調査した部門に登録データを渡します。", "調査", frame.Modifier},
		{"当社は、障害を調査します。", "調査", frame.Main},
	} {
		if got := r.act(t, c.text, c.act).Place; got != c.want {
			t.Errorf("%q: place of %q = %v, want %v", c.text, c.act, got, c.want)
		}
	}
}

// Full-width and half-width forms, look-alikes and odd spaces change nothing of what a sentence says.
func TestLookAlikesReadTheSame(t *testing.T) {
	r := newReader(t, corpus.Japanese)
	plain := "当社は、利用者のデータを監視し、又は第三者に開示することができる。"
	want := r.parse(plain)
	for name, text := range map[string]string{
		"radicals":         strings.NewReplacer("用", "⽤", "又", "⼜").Replace(plain),
		"half-width kana":  strings.Replace(plain, "データ", "ﾃﾞｰﾀ", 1),
		"spaces":           strings.Replace(plain, "監視", "監 視", 1),
		"decomposed kana":  strings.Replace(plain, "データ", "テ\u3099ータ", 1),
		"zero-width space": strings.Replace(plain, "開示", "開\u200b示", 1),
	} {
		got := r.parse(text)
		if len(got.Frames) != len(want.Frames) {
			t.Errorf("%s: %d frames, want %d", name, len(got.Frames), len(want.Frames))
			continue
		}
		for i := range got.Frames {
			g, w := &got.Frames[i], &want.Frames[i]
			if g.Modality != w.Modality || g.Actor != w.Actor || g.Action.Set != w.Action.Set || g.Object.Set != w.Object.Set {
				t.Errorf("%s: frame %d = %+v, want %+v", name, i, g, w)
			}
		}
	}
}

// Spans of frames lie inside the sentence, whatever the sentence is.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"当社は、次の場合を除き、契約者データを閲覧しません。", "（（」を除き、。はがを", "ため場合とき限り以外", "We will not access your data except to:",
		"may not be to the for", "mag niet worden gebruikt", "Voor het beheer van de dienst gebruikt", "zonder te", "Leverancier niet.", "利用利用利用することができることがあることはない", "\xff\xfe当社は",
	} {
		f.Add(s)
	}
	readers := []*reader{newReader(f, corpus.Japanese), newReader(f, corpus.English), newReader(f, corpus.Dutch)}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return
		}
		s = strings.ToValidUTF8(s, "?")
		for _, r := range readers {
			for _, fr := range r.parse(s).Frames {
				for _, part := range append([]frame.Part{fr.Action, fr.Object, fr.Recipient, fr.Purpose, fr.Condition}, fr.Exceptions...) {
					if part.Span.Start < 0 || part.Span.End < part.Span.Start || part.Span.End > len(s) {
						t.Fatalf("%q: span %v outside", s, part.Span)
					}
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	r := newReader(b, corpus.Japanese)
	text := strings.Repeat("当社は、保守運用上または技術上必要と判断した場合、データ等について監視、分析、調査等必要な行為を行うことができるものとします。", 1)
	tokens := r.tokenizer.Tokens(text, corpus.Span{End: len(text)}, r.lang)
	in := &frame.Input{Tokens: tokens, Default: frame.Provider}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.parser.Parse(in)
	}
}
