package report

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"kiyaku/analyzer/assess"
	"kiyaku/lexicon"
)

// paperWriter is one of the Word documents about an assessment.
type paperWriter func(io.Writer, *assess.Assessment, *lexicon.Lexicon, Options) error

func papers() map[string]paperWriter {
	return map[string]paperWriter{"memo": DOCX, "letter": LetterDOCX, "memorandum": MemorandumDOCX, "supervision": SupervisionDOCX}
}

var (
	paragraphEnd = regexp.MustCompile(`</w:p>|<w:br/>|<w:br [^>]*/>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
)

// wordText turns a writer of Word documents into one of their text, with that of comments and heads, a paragraph a line.
func wordText(write paperWriter, o Options) writer {
	return func(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon) error {
		var b bytes.Buffer
		if err := write(&b, a, lex, o); err != nil {
			return err
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			return err
		}
		for _, f := range z.File {
			if !strings.HasPrefix(f.Name, "word/document") && !strings.HasPrefix(f.Name, "word/comments") && !strings.HasPrefix(f.Name, "word/header") {
				continue
			}
			r, err := f.Open()
			if err != nil {
				return err
			}
			data, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			text := anyTag.ReplaceAllString(paragraphEnd.ReplaceAllString(string(data), "\n"), "")
			text = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(text)
			if _, err := io.WriteString(w, "== "+f.Name+"\n"+text+"\n"); err != nil {
				return err
			}
		}
		return nil
	}
}

// Papers quote an item with what leads in to it, but no caption twice.
func TestItemsWithLeadIn(t *testing.T) {
	for name, write := range map[string]paperWriter{"memo": DOCX, "letter": LetterDOCX, "memorandum": MemorandumDOCX} {
		a, lex := sample(t)
		for i := range a.Findings {
			a.Findings[i].Why.LeadIn = "次の場合、当社は契約者データを利用できます。"
		}
		text := textOf(t, write, a, lex, Options{})
		if !strings.Contains(text, "柱書：次の場合、当社は契約者データを利用できます。") {
			t.Errorf("%s lacks the lead-in:\n%s", name, text)
		}
		for i := range a.Findings {
			a.Findings[i].Why.LeadIn = a.Findings[i].Caption
		}
		if text := textOf(t, write, a, lex, Options{}); strings.Contains(text, "柱書") {
			t.Errorf("%s gives captions as lead-ins:\n%s", name, text)
		}
	}
}

func textOf(t *testing.T, write paperWriter, a *assess.Assessment, lex *lexicon.Lexicon, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := wordText(write, o)(&b, a, lex); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Every paper says on each page that it is a draft for a lawyer, and the same assessment gives the same bytes.
func TestPapersAreDrafts(t *testing.T) {
	for name, write := range papers() {
		for lang, mark := range map[string]string{"ja": "案・弁護士確認用", "en": "DRAFT – for review by a lawyer"} {
			a, lex := sample(t)
			text := textOf(t, write, a, lex, Options{Lang: lang})
			if _, header, ok := strings.Cut(text, "== word/header"); !ok || !strings.Contains(header, mark) {
				t.Errorf("%s %s: no %q at the head of its pages:\n%s", name, lang, mark, text)
			}
		}
		var first, second bytes.Buffer
		a, lex := sample(t)
		if err := write(&first, a, lex, Options{}); err != nil {
			t.Fatal(err)
		}
		if err := write(&second, a, lex, Options{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: differs from run to run", name)
		}
	}
}

func TestHostilePapers(t *testing.T) {
	a, lex := hostile(t)
	for name, write := range papers() {
		checkText(t, name, textOf(t, write, a, lex, Options{}))
	}
}

// The letter asks what is open, tells no verdict and leaves out what was answered.
func TestLetterTellsNoVerdict(t *testing.T) {
	for _, verdict := range []assess.Verdict{assess.Exception, assess.Undetermined, assess.Entrustment, assess.ThirdParty} {
		a, lex := sample(t)
		a.Verdict = verdict
		text := textOf(t, LetterDOCX, a, lex, Options{})
		for _, word := range []string{"判定", "該当するおそれ", "矛盾", "レビュー", "確認書や覚書を交わしましたか"} {
			if strings.Contains(text, word) {
				t.Errorf("%s: the letter says %q:\n%s", verdict, word, text)
			}
		}
		for _, word := range []string{"保守用ID", "監視、分析その他必要な行為", "株式会社みどり　御中"} {
			if !strings.Contains(text, word) {
				t.Errorf("%s: the letter lacks %q:\n%s", verdict, word, text)
			}
		}
		if asks := strings.Contains(text, "合意書面"); asks != (verdict != assess.Exception) {
			t.Errorf("%s: the letter asks for an agreement: %v", verdict, asks)
		}
	}
}

// Each article of the memorandum has both languages, the same paragraphs, and something it rests on or a reason.
func TestMemorandumInBothLanguages(t *testing.T) {
	ja, en, basis := japaneseMemorandum(), englishMemorandum(), memorandumBasis()
	if len(ja.clauses) != len(en.clauses) || len(ja.clauses) != len(basis) || len(ja.annex2Items) != len(en.annex2Items) {
		t.Fatalf("%d articles in Japanese, %d in English, %d with a basis", len(ja.clauses), len(en.clauses), len(basis))
	}
	for i, c := range ja.clauses {
		e := en.clauses[i]
		if c.id != e.id || len(c.paras) != len(e.paras) || c.why == "" || e.why == "" {
			t.Errorf("article %d: %s with %d paragraphs in Japanese, %s with %d in English", i+1, c.id, len(c.paras), e.id, len(e.paras))
		}
		if _, ok := basis[c.id]; !ok {
			t.Errorf("article %s has no basis", c.id)
		}
		for k := range c.paras {
			if strings.Count(c.paras[k], "〔") != strings.Count(c.paras[k], "〕") || strings.Count(e.paras[k], "〔") != strings.Count(e.paras[k], "〕") ||
				strings.Count(c.paras[k], "\n") != strings.Count(e.paras[k], "\n") {
				t.Errorf("article %s, paragraph %d: brackets or items differ", c.id, k+1)
			}
		}
	}
	if ja.clauses[6].id != "report" || ja.clauses[1].id != "no-handling" || len(ja.clauses[1].paras) != 4 {
		t.Error("the memorandum refers to Article 7 for reports and to Article 2(4) for what is set aside: they have moved")
	}
}

// What papers cite, ask and look for is known to the lexicon, and has words.
func TestPapersKnowTheirIDs(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, a := range lex.Authorities {
		known[a.ID] = true
		for lang, w := range bothWords(t) {
			if w["cite."+a.ID] == "" {
				t.Errorf("%s: no short name for the authority %s", lang, a.ID)
			}
		}
	}
	for id, b := range memorandumBasis() {
		for _, a := range b.authority {
			if !known[a] {
				t.Errorf("article %s rests on %s, which the lexicon does not have", id, a)
			}
		}
	}
	for _, part := range supervision() {
		for _, d := range part.duties {
			for _, f := range d.flags {
				if lex.Flag(f) == nil {
					t.Errorf("duty %s looks for the flag %s, which the lexicon does not have", d.id, f)
				}
			}
			for _, q := range d.questions {
				if questionOf(lex, q) == nil {
					t.Errorf("duty %s asks %s, which the lexicon does not have", d.id, q)
				}
			}
			for _, a := range d.authority {
				if !known[a] {
					t.Errorf("duty %s rests on %s, which the lexicon does not have", d.id, a)
				}
			}
			for lang, w := range bothWords(t) {
				if w["duty."+part.id+"."+d.id] == "" || w["duties."+part.id] == "" {
					t.Errorf("%s: no words for duty %s.%s", lang, part.id, d.id)
				}
			}
		}
	}
}

// What is to be filled in is shaded up to the bracket that closes the outermost one.
func TestSayShadesBlanks(t *testing.T) {
	p := &paper{view: &view{Lang: "en"}}
	var got []string
	for _, r := range p.say("a〔b〔c〕d〕e〔f") {
		got = append(got, r.Shade+":"+r.Text)
	}
	if want := ":a " + shadeBlank + ":[b[c]d] :e :[f"; strings.Join(got, " ") != want {
		t.Errorf("say = %q, want %q", strings.Join(got, " "), want)
	}
}
