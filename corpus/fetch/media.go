package fetch

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"
)

// Media types that the package tells apart.
const (
	typeHTML     = "text/html"
	typeXHTML    = "application/xhtml+xml"
	typePlain    = "text/plain"
	typeMarkdown = "text/markdown"
	typePDF      = "application/pdf"
	typeDOCX     = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX     = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeDOC      = "application/msword"
	typeODT      = "application/vnd.oasis.opendocument.text"
	typeRTF      = "application/rtf"
	typeMHTML    = "multipart/related"
	typeZIP      = "application/zip"
	typeOLE      = "application/x-ole-storage"
	typeBinary   = "application/octet-stream"
)

// mediaTypeByName is the media type that the ending of a name or path stands for; "" if it is none of a document.
func mediaTypeByName(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return typeHTML
	case ".xhtml", ".xht":
		return typeXHTML
	case ".pdf":
		return typePDF
	case ".docx":
		return typeDOCX
	case ".txt", ".text":
		return typePlain
	case ".md", ".markdown":
		return typeMarkdown
	case ".doc":
		return typeDOC
	case ".odt":
		return typeODT
	case ".rtf":
		return typeRTF
	case ".mhtml", ".mht":
		return typeMHTML
	}
	return ""
}

// contentType splits a Content-Type header into the media type, in lower case, and the charset as declared.
func contentType(header string) (mediaType, charset string) {
	mediaType, params, err := mime.ParseMediaType(header)
	if err == nil {
		return mediaType, params["charset"]
	}
	// Repeated or broken parameters: take what can be read.
	head, rest, _ := strings.Cut(header, ";")
	mediaType = strings.ToLower(strings.TrimSpace(head))
	if strings.Count(mediaType, "/") != 1 || strings.ContainsAny(mediaType, " ,=") {
		mediaType = ""
	}
	for param := range strings.SplitSeq(rest, ";") {
		k, v, _ := strings.Cut(param, "=")
		if strings.EqualFold(strings.TrimSpace(k), "charset") {
			return mediaType, strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return mediaType, ""
}

// mediaTypeOf says what body is: the type that its bytes prove, else the declared one, else by name, else by a look at
// the text. It returns a NotDocument error for what cannot hold terms.
func mediaTypeOf(body []byte, declared, name string) (string, *Error) {
	switch declared {
	case "", typeBinary, "binary/octet-stream", "application/force-download", "application/x-download",
		"application/download", "application/x-msdownload", "unknown/unknown":
		declared = mediaTypeByName(name) // "a download": says nothing about what it is
	}
	sniffed := sniff(body)
	switch sniffed {
	case typePDF, typeDOCX, typeXLSX, typeODT, typeRTF, typeDOC:
		return sniffed, nil
	case typeOLE:
		// An encrypted .docx is an OLE file as well; package extract can say so.
		if declared == typeDOC || declared == typeDOCX {
			return declared, nil
		}
		return "", notDocument("an Office file that is no Word document")
	case typePlain, typeHTML, typeXHTML:
		return textType(declared, sniffed)
	case typeBinary:
		if declared == typePDF {
			return declared, nil // damaged at the head; package extract tries to repair it
		}
		if declared != "" && !isDocument(declared) {
			return "", notDocument(declared)
		}
	}
	return "", notDocument(sniffed)
}

// textType chooses between the declared type of a text and what the text looks like.
func textType(declared, sniffed string) (string, *Error) {
	switch declared {
	case "":
		return sniffed, nil
	case typePDF, typeDOCX, typeXLSX, typeDOC, typeODT, typeRTF:
		return sniffed, nil // often an error page under the name of the file
	}
	if sniffed != typePlain && !strings.HasPrefix(declared, "text/") && declared != typeXHTML && declared != typeMHTML {
		return sniffed, nil
	}
	if !isDocument(declared) {
		return "", notDocument(declared)
	}
	return declared, nil
}

// isDocument reports whether text may be declared as mediaType and be read as a document.
func isDocument(mediaType string) bool {
	switch mediaType {
	case "text/css", "text/javascript", "text/csv", "text/calendar", "text/vcard":
		return false
	case typeXHTML, typePDF, typeDOCX, typeDOC, typeODT, typeRTF, typeMHTML, "application/xml", "message/rfc822":
		return true
	}
	return strings.HasPrefix(mediaType, "text/")
}

func notDocument(mediaType string) *Error { return &Error{Kind: NotDocument, MediaType: mediaType} }

// sniff is the media type of body by its bytes alone; typePlain for any text that is not HTML.
func sniff(body []byte) string {
	head := body[:min(len(body), 4096)]
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return typePDF
	case bytes.HasPrefix(start, []byte(`{\rtf`)):
		return typeRTF
	case bytes.HasPrefix(start, []byte("%!PS")):
		return "application/postscript"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return sniffZIP(body)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return sniffOLE(body)
	}
	if !looksBinary(head) {
		return sniffText(start)
	}
	if bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		return typePDF // junk before the header is allowed, and met with
	}
	t, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if strings.HasPrefix(t, "text/") {
		return typeBinary // e.g. a few bytes of mark-up before binary data
	}
	return t
}

// sniffText tells HTML and XHTML from plain text; start begins with the first visible character.
func sniffText(start []byte) string {
	if !bytes.HasPrefix(start, []byte("<")) {
		return typePlain
	}
	low := bytes.ToLower(start)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.Contains(low, []byte(tag)) {
			if bytes.HasPrefix(low, []byte("<?xml")) {
				return typeXHTML
			}
			return typeHTML
		}
	}
	t, _, _ := strings.Cut(http.DetectContentType(start), ";")
	if t == typeHTML {
		return typeHTML
	}
	return typePlain
}

// looksBinary reports whether head is no text in any encoding: over 2 % control characters, and no UTF-16.
//
// Random or compressed data has about 10 %, programs and pictures more. Texts have none, but for the odd vertical tab or
// NUL that a word processor or a content management system left behind.
func looksBinary(head []byte) bool {
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r' && c != 0x1b {
			control++
		}
	}
	if control*50 <= len(head) {
		return false
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	return !looksUTF16(head, binary.LittleEndian) && !looksUTF16(head, binary.BigEndian)
}

// looksUTF16 reports whether nine in ten units of head are ASCII, kana, kanji or full-width forms.
func looksUTF16(head []byte, order binary.ByteOrder) bool {
	units, good := len(head)/2, 0
	for i := range units {
		switch u := rune(order.Uint16(head[2*i:])); {
		case u == '\t', u == '\n', u == '\r', ' ' <= u && u < utf8.RuneSelf-1, 0x3000 <= u && u <= 0x30ff,
			0x4e00 <= u && u <= 0x9fff, 0xff00 <= u && u <= 0xffef:
			good++
		}
	}
	return units > 0 && good*10 >= units*9
}

// sniffZIP looks into the directory of an archive for the parts that make it a text document.
func sniffZIP(body []byte) string {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return typeZIP
	}
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return typeDOCX
		case f.Name == "xl/workbook.xml":
			return typeXLSX
		case f.Name == "ppt/presentation.xml":
			return "a PowerPoint presentation"
		case f.Name == "mimetype" && bytes.Contains(body[:min(len(body), 128)], []byte(typeODT)):
			return typeODT
		}
	}
	return typeZIP
}

// sniffOLE knows the Word files among the Office files before 2007 by the UTF-16 name of their main stream.
func sniffOLE(body []byte) string {
	var name []byte
	for _, c := range []byte("WordDocument") {
		name = append(name, c, 0)
	}
	if bytes.Contains(body, name) {
		return typeDOC
	}
	return typeOLE
}
