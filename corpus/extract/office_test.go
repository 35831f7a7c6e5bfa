package extract

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const rtfSample = `{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0 Noto Sans CJK JP;}}` +
	`\pard \u31532?1\u26465?\u65288?\u30446?\u30340?\u65289?\par ` +
	`\pard \u24403?\u31038?\u12399?\u38322?\u35239?\u12375?\u12414?\u12379?\u12435?\u12290?\par }`

func TestOffice(t *testing.T) {
	needPrograms(t, "soffice")
	doc, err := Document(context.Background(), snapshot("a.rtf", rtfSample), Config{Office: &Office{}})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, doc, `
		heading4 [第1条] 第1条（目的）
		paragraph0 [] 当社は閲覧しません。`)
	if doc.Extractor != "docx/2 via libreoffice" || doc.Bytes != len(rtfSample) {
		t.Errorf("extractor %q, %d bytes; want those of the file as it was received", doc.Extractor, doc.Bytes)
	}
}

// A document cannot make LibreOffice load anything from elsewhere.
func TestOfficeLoadsNothing(t *testing.T) {
	needPrograms(t, "soffice")
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	file := strings.Replace(rtfSample, `\par }`, `\par {\field{\*\fldinst{INCLUDEPICTURE "`+server.URL+`/a.png" \\d}}{\fldrslt{}}}{\field{\*\fldinst{INCLUDETEXT "`+server.URL+`/a.txt"}}{\fldrslt{}}}\par }`, 1)
	if _, err := Document(context.Background(), snapshot("a.rtf", file), Config{Office: &Office{}}); err != nil {
		t.Fatal(err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("LibreOffice made %d requests", n)
	}
}

func TestOfficeFails(t *testing.T) {
	if _, err := Document(context.Background(), snapshot("a.rtf", rtfSample), Config{}); kindOfError(err) != KindUnsupported || !strings.Contains(err.Error(), ".docx") {
		t.Errorf("without LibreOffice: %v, want an error that names the way out", err)
	}
	needPrograms(t, "soffice")
	start := time.Now()
	_, err := Document(context.Background(), snapshot("a.rtf", rtfSample), Config{Office: &Office{Timeout: 50 * time.Millisecond}})
	if kindOfError(err) != KindTimeout {
		t.Errorf("in 50 ms: %v, want an error of kind %s", err, KindTimeout)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("the caller was held for %v", took)
	}
}

func TestOfficeFormat(t *testing.T) {
	ole := oleMagic + strings.Repeat("\x00", 512)
	for want, body := range map[string]string{
		".rtf": rtfSample, ".doc": ole + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00",
		".odt": "PK\x03\x04" + strings.Repeat("\x00", 26) + "mimetypeapplication/vnd.oasis.opendocument.text", "": ole + "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00",
	} {
		if got, _ := officeFormat([]byte(body)); got != want {
			t.Errorf("officeFormat(%.60q) = %q, want %q", body, got, want)
		}
	}
}
