package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files of testdata; read what was written")

// sample holds one of everything that a document can hold.
func sample() *Document {
	note := &Comment{Paragraphs: []Paragraph{
		{Runs: []Run{{Text: "利用者に不利", Bold: true}}},
		Text(Normal, "当社がデータを分析できることとなる（契約 F1）。"),
	}}
	wide := &Comment{Paragraphs: []Paragraph{Text(Normal, "二つの段落にかかる。")}}
	return &Document{
		Title: "変更点", Author: "見本 太郎", Date: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC), Header: "案・弁護士確認用", Footer: "見本クラウド",
		Body: []Block{
			Text(Title, "利用規約の変更"),
			Text(Subtitle, "2026年11月1日"),
			Text(Box, "弁護士の確認前の案である。"),
			Text(Heading1, "第1章　総則"),
			Paragraph{Style: Heading2, Runs: []Run{{Text: "第1条（目的）"}}, KeepNext: true},
			Paragraph{Runs: []Run{
				{Text: "当社は、契約者データを"},
				{Text: "閲覧しない", Change: Deleted, Comment: note},
				{Text: "分析する", Change: Inserted, Comment: note},
				{Text: "。"},
				{Text: "太字", Bold: true}, {Text: "斜体", Italic: true}, {Text: "下線", Underline: true}, {Text: "消", Strike: true},
				{Text: "赤", Color: "9A2A2A"}, {Text: "地", Shade: "FBEEEC"}, {Text: "We will not.", Lang: "en"},
				{Text: "個人情報保護委員会", Link: "https://www.ppc.go.jp/?a=1&b=2"},
			}},
			Paragraph{Runs: []Run{{Text: "前の段落。", Comment: wide}}, Change: Inserted},
			Paragraph{Runs: []Run{{Text: "後の段落。", Change: Deleted, Comment: wide}}, Change: Deleted},
			Paragraph{Runs: []Run{{Text: "動いた段落。", Change: MovedFrom}}, Change: MovedFrom, Move: "move1"},
			Paragraph{Style: Quote, Runs: []Run{{Text: "行一\n行二\tタブ  空白"}}},
			Paragraph{List: Numbers, Restart: true, Runs: []Run{{Text: "一番"}}},
			Paragraph{List: Numbers, Level: 1, Runs: []Run{{Text: "枝番"}}},
			Paragraph{List: Numbers, Runs: []Run{{Text: "二番"}}},
			Paragraph{List: Numbers, Restart: true, Runs: []Run{{Text: "また一番"}}},
			Paragraph{List: Bullets, Runs: []Run{{Text: "点"}}},
			Paragraph{List: Checkbox, Runs: []Run{{Text: "確認"}}},
			Paragraph{Runs: []Run{{Text: "動いた段落。", Change: MovedTo}}, Change: MovedTo, Move: "move1"},
			Table{Widths: []int{1, 2, 1}, Head: 1, Rows: [][]Cell{
				{{Paragraphs: []Paragraph{{Runs: []Run{{Text: "要素", Bold: true}}}}, Shade: "EFF1F4"}, TextCell("旧"), TextCell("新")},
				{TextCell("F1"), {Span: 2}},
			}},
			Table{Widths: []int{1}, Rows: [][]Cell{{TextCell("別の表")}}},
			Paragraph{Style: Small, Align: Right, Indent: 1, PageBreak: true, Runs: []Run{{Text: "以上"}}},
		},
	}
}

// parts unzips a document as it was written.
func parts(t *testing.T, d *Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

func TestGolden(t *testing.T) {
	var b strings.Builder
	got := parts(t, sample())
	for _, name := range []string{"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "word/header1.xml", "word/footer1.xml", "docProps/core.xml"} {
		fmt.Fprintf(&b, "-- %s --\n%s\n", name, regexp.MustCompile(`(</w:p>|<w:tbl>|</w:tr>|<Relationship )`).ReplaceAllString(got[name], "$1\n"))
	}
	file := filepath.Join("testdata", "sample.txt")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got); rewrite with -update:\n%s", file, diff)
	}
}

func TestSameBytes(t *testing.T) {
	var first, second bytes.Buffer
	if err := errors.Join(Write(&first, sample()), Write(&second, sample())); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("differs from run to run")
	}
}

// orders are the sequences of wml.xsd (ISO/IEC 29500-4) that this package writes into: Word refuses another order.
var orders = map[string][]string{
	"pPr":         strings.Fields("pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr"),
	"rPr":         strings.Fields("ins del moveFrom moveTo rStyle rFonts b bCs i iCs strike vanish color spacing sz szCs highlight u shd vertAlign lang"),
	"sectPr":      strings.Fields("headerReference footerReference pgSz pgMar pgNumType cols docGrid"),
	"tbl":         strings.Fields("tblPr tblGrid tr"),
	"tblPr":       strings.Fields("tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook"),
	"tr":          strings.Fields("trPr tc"),
	"trPr":        strings.Fields("cantSplit tblHeader"),
	"tc":          strings.Fields("tcPr p"),
	"tcPr":        strings.Fields("tcW gridSpan tcBorders shd vAlign"),
	"pBdr":        strings.Fields("top left bottom right"),
	"style":       strings.Fields("name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr"),
	"styles":      strings.Fields("docDefaults style"),
	"lvl":         strings.Fields("start numFmt lvlText lvlJc pPr rPr"),
	"num":         strings.Fields("abstractNumId lvlOverride"),
	"numbering":   strings.Fields("abstractNum num"),
	"abstractNum": strings.Fields("multiLevelType lvl"),
	"settings":    strings.Fields("zoom trackRevisions defaultTabStop characterSpacingControl compat themeFontLang"),
	"font":        strings.Fields("altName charset family pitch"),
	"numPr":       strings.Fields("ilvl numId"),
}

// TestOrder walks every part and checks that children stand in the order of the schema, each that may be there once.
func TestOrder(t *testing.T) {
	for name, data := range parts(t, sample()) {
		dec := xml.NewDecoder(strings.NewReader(data))
		type element struct {
			name string
			at   int
		}
		var open []element
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if len(open) > 0 {
					parent := &open[len(open)-1]
					if order, known := orders[parent.name]; known {
						at := slices.Index(order, token.Name.Local)
						if at < 0 || at < parent.at {
							t.Errorf("%s: <%s> in <%s> is unknown there or comes too late", name, token.Name.Local, parent.name)
						}
						parent.at = at
					}
				}
				open = append(open, element{name: token.Name.Local})
			case xml.EndElement:
				if token.Name.Local == "tc" && open[len(open)-1].at != slices.Index(orders["tc"], "p") {
					t.Errorf("%s: a cell does not end with a paragraph", name)
				}
				open = open[:len(open)-1]
			}
		}
	}
}

// TestReferences checks that every id that the text names is there, and that no revision has the id of another.
func TestReferences(t *testing.T) {
	got := parts(t, sample())
	body := got["word/document.xml"]
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"`).FindAllStringSubmatch(body, -1) {
		if seen[m[1]] {
			t.Errorf("two changes with id %s", m[1])
		}
		seen[m[1]] = true
	}
	for _, c := range []struct{ pattern, part, want string }{
		{`r:id="([^"]+)"`, "word/_rels/document.xml.rels", `Id="%s"`},
		{`<w:numId w:val="(\d+)"`, "word/numbering.xml", `<w:num w:numId="%s">`},
		{`<w:pStyle w:val="([^"]+)"`, "word/styles.xml", `w:styleId="%s"`},
		{`<w:commentReference w:id="(\d+)"`, "word/comments.xml", `<w:comment w:id="%s"`},
		{`<w:commentReference w:id="(\d+)"`, "word/document.xml", `<w:commentRangeStart w:id="%s"/>`},
		{`<w:commentReference w:id="(\d+)"`, "word/document.xml", `<w:commentRangeEnd w:id="%s"/>`},
	} {
		found := regexp.MustCompile(c.pattern).FindAllStringSubmatch(body, -1)
		if len(found) == 0 {
			t.Errorf("the text has no %s", c.pattern)
		}
		for _, m := range found {
			if want := fmt.Sprintf(c.want, m[1]); strings.Count(got[c.part], want) != 1 {
				t.Errorf("%s: %d × %s, want one", c.part, strings.Count(got[c.part], want), want)
			}
		}
	}
}

func TestHostile(t *testing.T) {
	const attack = "\"><w:p/>&amp;]]> \x00\x1b[2J\u202eesrever\u2066 \xff \ufffe"
	d := &Document{Title: attack, Author: attack, Header: attack, Footer: attack, Body: []Block{
		Paragraph{Runs: []Run{{Text: attack, Link: "javascript:alert(1)"}, {Text: "x", Link: "file:///etc/passwd"}, {Text: attack, Link: "https://example.com/?\"><w:p/>",
			Change: Inserted, Comment: &Comment{Paragraphs: []Paragraph{Text(Normal, attack)}}}}},
		Paragraph{Runs: []Run{{Text: attack, Change: MovedTo}}, Change: MovedTo, Move: attack},
		Table{Widths: []int{1}, Rows: [][]Cell{{TextCell(attack)}}},
	}}
	for name, data := range parts(t, d) {
		dec := xml.NewDecoder(strings.NewReader(data))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if bad := regexp.MustCompile(`javascript|file:|[\x00-\x09\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}]`).FindString(data); bad != "" {
			t.Errorf("%s: %q got through", name, bad)
		}
	}
}

func TestContradictions(t *testing.T) {
	for name, b := range map[string]Block{
		"colour":            Paragraph{Runs: []Run{{Text: "x", Color: "red"}}},
		"shade":             Paragraph{Runs: []Run{{Text: "x", Shade: "#FFF"}}},
		"level":             Paragraph{List: Numbers, Level: 3},
		"list":              Paragraph{List: 9},
		"align":             Paragraph{Align: "middle"},
		"move without name": Paragraph{Change: MovedTo},
		"empty table":       Table{Widths: []int{1}},
		"no columns":        Table{Rows: [][]Cell{{{}}}},
		"column of 0":       Table{Widths: []int{1, 0}, Rows: [][]Cell{{{}, {}}}},
		"short row":         Table{Widths: []int{1, 1}, Rows: [][]Cell{{{}}}},
		"long row":          Table{Widths: []int{1, 1}, Rows: [][]Cell{{{}, {Span: 2}}}},
	} {
		var b2 bytes.Buffer
		if err := Write(&b2, &Document{Body: []Block{b}}); err == nil || b2.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes; want an error and none", name, err, b2.Len())
		}
	}
	if err := Write(io.Discard, &Document{}); err != nil {
		t.Errorf("empty document: %v", err)
	}
	if err := Write(brokenPipe{}, sample()); !errors.Is(err, errPipe) {
		t.Errorf("broken pipe: %v", err)
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

// TestLibreOffice opens the sample in LibreOffice and looks for what must have survived.
func TestLibreOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Fatalf("this test needs LibreOffice: apt-get install libreoffice-writer-nogui (%v)", err)
	}
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "sample.docx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(Write(f, sample()), f.Close()); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "fodt", "--outdir", dir, f.Name())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "sample.fodt"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for what, want := range map[string]int{
		"<text:insertion>":                   3, // run, paragraph end, moved to
		"<text:deletion>":                    3, // run, paragraph, moved from
		"<office:annotation ":                2,
		"<dc:creator>見本 太郎</dc:creator>":     8, // a comment or change each
		`xlink:href="https://www.ppc.go.jp/`: 1,
		"<text:page-number ":                 1,
		"案・弁護士確認用":                           1,
		"2026-11-01T09:00:00":                8,
		"<table:table ":                      2,
		"<table:table-header-rows>":          1,
		`table:number-columns-spanned="2"`:   1,
		`<text:tab/>`:                        1,
		`<text:line-break/>`:                 1,
	} {
		if n := strings.Count(text, what); n < want {
			t.Errorf("after LibreOffice: %d × %s, want %d", n, what, want)
		}
	}
}
