package extract

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"kiyaku/corpus"
	"kiyaku/corpus/pattern"
)

// format is a format that is read.
type format string

const (
	formatHTML     format = "html"
	formatPDF      format = "pdf"
	formatDOCX     format = "docx"
	formatXLSX     format = "xlsx"
	formatMarkdown format = "markdown"
	formatText     format = "text"
)

// version is the name and version of the format's extractor. The number goes up whenever the same bytes give another
// text or other blocks, so that such a change is told from one by the vendor.
func (f format) version() string {
	switch f {
	case formatHTML:
		return "html/2"
	case formatPDF:
		return "pdf/2"
	case formatDOCX:
		return "docx/2"
	case formatXLSX:
		return "xlsx/1"
	case formatMarkdown:
		return "markdown/2"
	}
	return "text/1"
}

// sniff tells the format by the first bytes, then by name and media type. Text that turns out to be HTML once it is
// decoded is found by readText.
func sniff(snap *corpus.Snapshot) (format, error) {
	b := snap.Body
	ext := extension(snap)
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")))) == 0:
		return "", fail(KindEmpty, "it is empty")
	case isPDF(b):
		return formatPDF, nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return sniffZIP(b)
	case bytes.HasPrefix(b, []byte(oleMagic)):
		return "", sniffOLE(b)
	}
	if name := magicName(b); name != "" {
		return "", fail(KindBinary, "it is %s, not a document", name)
	}
	switch {
	case ext == ".pdf" || ext == "" && snap.MediaType == "application/pdf":
		return "", fail(KindBroken, "it is named as a PDF, but holds none")
	case ext == ".docx":
		return "", fail(KindBroken, "it is named as a Word document, but holds none")
	case ext == ".md" || ext == ".markdown" || ext == ".mkd" || snap.MediaType == "text/markdown":
		return formatMarkdown, nil
	case ext == ".html" || ext == ".htm" || ext == ".xhtml" || ext == ".php" || ext == ".shtml",
		snap.MediaType == "text/html", snap.MediaType == "application/xhtml+xml":
		return formatHTML, nil
	}
	return formatText, nil
}

// extension is that of the file or the address, in lower case; "" if there is none.
func extension(snap *corpus.Snapshot) string {
	name := snap.URL
	if name == "" {
		name = snap.Source.Location
	}
	if i := strings.IndexAny(name, "?#"); i >= 0 && strings.Contains(name, "://") {
		name = name[:i]
	}
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	if len(ext) > 9 {
		return ""
	}
	return ext
}

// isPDF reports whether a PDF begins within the first bytes; some servers put junk before it.
func isPDF(b []byte) bool {
	i := bytes.Index(b[:min(len(b), 4096)], []byte("%PDF-"))
	return i == 0 || i > 0 && !looksLikeHTML(b[:i]) && bytes.Contains(b, []byte("endobj"))
}

func sniffZIP(b []byte) (format, error) {
	switch {
	case bytes.Contains(b, []byte("word/document")) || bytes.Contains(b, []byte("word/")):
		return formatDOCX, nil
	case bytes.Contains(b, []byte("xl/workbook")):
		return formatXLSX, nil
	case bytes.Contains(b, []byte("ppt/presentation")):
		return "", unsupported("a PowerPoint presentation")
	case bytes.Contains(b[:min(len(b), 200)], []byte("application/epub")):
		return "", unsupported("an EPUB book")
	}
	return "", fail(KindBinary, "it is a ZIP archive; unpack it and give the documents in it")
}

func sniffOLE(b []byte) error {
	if bytes.Contains(b, utf16Name("EncryptedPackage")) {
		return fail(KindEncrypted, "the Office document needs a password; save it without one")
	}
	return unsupported("an old Excel or PowerPoint file")
}

func unsupported(what string) error {
	return fail(KindUnsupported, "%s is not read; open it in Word or LibreOffice and save it as .docx or PDF", what)
}

// magicName names a binary format by its first bytes; "" for none that is known.
func magicName(b []byte) string {
	for _, m := range [...]struct{ magic, name string }{
		{"\x89PNG", "a PNG image"}, {"\xFF\xD8\xFF", "a JPEG image"}, {"GIF8", "a GIF image"}, {"RIFF", "a RIFF file"},
		{"\x1F\x8B", "a gzip archive"}, {"\x28\xB5\x2F\xFD", "a zstd archive"}, {"7z\xBC\xAF", "a 7-Zip archive"},
		{"Rar!", "a RAR archive"}, {"\x7FELF", "a program"}, {"MZ\x90", "a program"}, {"II*\x00", "a TIFF image"},
		{"MM\x00*", "a TIFF image"}, {"BZh", "a bzip2 archive"}, {"SQLite format 3", "a database"},
	} {
		if bytes.HasPrefix(b, []byte(m.magic)) {
			return m.name
		}
	}
	return ""
}

var htmlStart = pattern.Lazy(`(?i)^\s*(<\?xml[^>]*>\s*|<\?php|<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|meta|title|frameset)[\s>]`)

// looksLikeHTML reports whether a text begins as a page does.
func looksLikeHTML(text []byte) bool {
	return htmlStart().Match(bytes.TrimPrefix(text[:min(len(text), 4096)], []byte("\uFEFF")))
}

// declaredCharset is the encoding that a page names in its first bytes; "" if it names none.
func declaredCharset(b []byte) string {
	b = b[:min(len(b), 4096)]
	for i := 0; i < len(b); {
		n := bytes.IndexByte(b[i:], '=')
		if n < 0 {
			break
		}
		before, after := bytes.TrimRight(b[i:i+n], pageSpace), b[i+n+1:]
		i += n + 1
		if name := charsetName(after); name != "" && (foldedSuffix(before, "charset") || foldedSuffix(before, "encoding")) {
			return name
		}
	}
	return ""
}

// charsetName is the name of an encoding that b begins with, perhaps quoted; "" if it is none.
func charsetName(b []byte) string {
	b = bytes.TrimLeft(b, pageSpace)
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		b = bytes.TrimLeft(b[1:], pageSpace)
	}
	n := 0
	for n < len(b) && n < 40 && (wordByte(string(b[n:n+1]), 0) || b[n] == ':' || b[n] == '-') {
		n++
	}
	if n < 2 {
		return ""
	}
	return string(b[:n])
}

// foldedSuffix reports whether b ends in text, which is in lower case.
func foldedSuffix(b []byte, text string) bool {
	return len(b) >= len(text) && foldedPrefix(string(b[len(b)-len(text):]), text)
}

// notText is an error if the characters of a decoded text show that it is none.
func notText(text []byte) error {
	controls, bad, n := 0, 0, 0
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRune(text[i:])
		i += w
		n++
		switch {
		case r == utf8.RuneError:
			bad++
		case control(r):
			controls++
		}
		if n > 1<<20 {
			break
		}
	}
	switch {
	case controls*50 > n:
		return fail(KindBinary, "it is no text: it is full of control characters")
	case bad*10 > n:
		e := fail(KindGarbage, "%d %% of its bytes are no characters in any encoding known here", 100*bad/n)
		e.Bad = float64(bad) / float64(n)
		return e
	}
	return nil
}
