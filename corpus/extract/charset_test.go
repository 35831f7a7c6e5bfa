package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

const japaneseSample = "第1条（データの取扱い）\n当社は、契約者が本サービスに保存したデータを、保守のために必要な範囲で閲覧することがあります。\n"
const halfWidthSample = "利用者はｻｰﾋﾞｽを利用できます。ﾃﾞｰﾀは当社が保存します。\n"
const dutchSample = "De verwerker neemt geen kennis van de geüploade bestanden en brengt geen wijzigingen aan, tenzij de cliënt daarom vraagt. Financiële gegevens vallen hier ook onder – zonder uitzondering.\n"

func TestDecode(t *testing.T) {
	encodings := map[string]struct {
		enc  encoding.Encoding
		text string
	}{
		"shift_jis":             {japanese.ShiftJIS, japaneseSample},
		"shift_jis, half-width": {japanese.ShiftJIS, halfWidthSample},
		"euc-jp":                {japanese.EUCJP, japaneseSample},
		"iso-2022-jp":           {japanese.ISO2022JP, japaneseSample},
		"windows-1252":          {charmap.Windows1252, dutchSample},
		"utf-16 with mark":      {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), japaneseSample},
		"utf-16le":              {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), japaneseSample},
		"utf-16be":              {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), japaneseSample},
		"utf-16le, Dutch":       {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), dutchSample},
		"utf-8":                 {unicode.UTF8, japaneseSample},
	}
	for name, c := range encodings {
		body, err := c.enc.NewEncoder().Bytes([]byte(strings.Repeat(c.text, 5)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := strings.Repeat(c.text, 5)
		for _, declared := range []string{"", "utf-8", "shift_jis", "euc-jp", "iso-8859-1", "big5", "no-such-charset"} {
			got := decode(body, declared)
			if strings.TrimPrefix(string(got.text), "\uFEFF") != want {
				t.Errorf("decode(%s, declared %q) as %s = %.60q, want %.60q", name, declared, got.name, got.text, want)
			}
		}
	}
}

func TestDecodeKeepsUTF8(t *testing.T) {
	body := "\uFEFF第1条\r\n当社は\r\n"
	if got := decode([]byte(body), "shift_jis"); string(got.text) != body || len(got.problems) > 0 {
		t.Errorf("decode(%q) = %q, %v; want it as it is", body, got.text, got.problems)
	}
}

func TestDecodeReportsBadBytes(t *testing.T) {
	body := strings.Repeat(japaneseSample, 20) + "\xFF\xFE\xFD" + japaneseSample
	got := decode([]byte(body), "utf-8")
	if got.name != "utf-8" || len(got.problems) != 1 || got.problems[0].Code != "charset-doubtful" {
		t.Errorf("decode of UTF-8 with three bad bytes = %s, %v; want utf-8 and a problem", got.name, got.problems)
	}
}
