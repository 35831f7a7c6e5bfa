// Package extract reads snapshots: HTML, PDF, DOCX, Markdown and plain text become documents.
//
// A snapshot goes in as it was received; out comes its text with its layout, or an [Error] that says why there is none.
// No text is left out because it looks unimportant: navigation, footers and banners become blocks with a Role. Poor text
// is an error or a problem of the document, never a silent loss. What the text means is left to the analyzer.
package extract

import (
	"context"
	"errors"
	"time"

	"kiyaku/corpus"
)

// Config sets limits. The zero Config works.
type Config struct {
	MaxBytes int           // of a snapshot's body; 0: 64 MiB
	MaxText  int           // bytes of text taken out of one document, against bombs; 0: 64 MiB
	MaxPages int           // of a PDF; 0: 3,000
	Timeout  time.Duration // for one document; 0: 20 s
	Password string        // opens encrypted PDFs; "" for none
	Child    Child         // reads PDFs in a process of its own; nil reads them in this one, which a hostile file can bring down
	Memory   int64         // bytes for that process; 0: 1 GiB
	OCR      *OCR          // reads the pages of PDFs that are pictures; nil leaves them unread, and says so
	Office   *Office       // has LibreOffice read .doc, .odt and .rtf; nil makes them errors

	pages ocrPages // of a PDF, that were read from pictures
}

// withDefaults fills in what is zero.
func (c Config) withDefaults() Config {
	if c.MaxBytes <= 0 {
		c.MaxBytes = 64 << 20
	}
	if c.MaxText <= 0 {
		c.MaxText = 64 << 20
	}
	if c.MaxPages <= 0 {
		c.MaxPages = 3000
	}
	if c.Timeout <= 0 {
		c.Timeout = 20 * time.Second
	}
	if c.Memory <= 0 {
		c.Memory = 1 << 30
	}
	return c
}

// Document reads snap. The format is told by the bytes first, then by media type and name.
//
// The document's language and kind are those of the source where it names them; otherwise they are told by the text and
// the title, and empty if neither tells. Errors are of type *[Error], but for those of ctx. The result depends on snap
// and cfg alone, but for what the programs of cfg.OCR and cfg.Office read. Safe for concurrent use.
func Document(ctx context.Context, snap *corpus.Snapshot, cfg Config) (*corpus.Document, error) {
	cfg = cfg.withDefaults()
	readable, err := office(ctx, snap, cfg)
	var format format
	var d *draft
	if err == nil {
		format, d, err = readTimed(ctx, readable, cfg)
	}
	if format == formatPDF && cfg.OCR != nil {
		d, err = recognize(ctx, snap, cfg, d, err)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, located(err, snap)
	}
	doc := finish(snap, format, d)
	if readable != snap {
		doc.Extractor += " via libreoffice"
	}
	return doc, nil
}

// readTimed is readAny within the time for one document.
func readTimed(ctx context.Context, snap *corpus.Snapshot, cfg Config) (format, *draft, error) {
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	return readAny(ctx, snap, cfg)
}

// readAny finds the format and reads it.
func readAny(ctx context.Context, snap *corpus.Snapshot, cfg Config) (format, *draft, error) {
	if len(snap.Body) > cfg.MaxBytes {
		return "", nil, fail(KindTooLarge, "%d bytes are more than the limit of %d", len(snap.Body), cfg.MaxBytes)
	}
	f, err := sniff(snap)
	if err != nil {
		return "", nil, err
	}
	var d *draft
	switch f {
	case formatPDF:
		d, err = readPDF(ctx, snap.Body, cfg)
	case formatDOCX:
		d, err = readDOCX(ctx, snap.Body, cfg)
	case formatXLSX:
		d, err = readXLSX(ctx, snap.Body, cfg)
	default:
		f, d, err = readText(ctx, snap, f)
	}
	if err != nil {
		return f, nil, err
	}
	switch {
	case len(d.blocks) == 0:
		return f, nil, fail(KindEmpty, "there is no text in it, only white space")
	case len(d.text) > cfg.MaxText:
		return f, nil, fail(KindTooLarge, "%d bytes of text are more than the limit of %d", len(d.text), cfg.MaxText)
	}
	return f, d, nil
}

// readText reads the formats that are characters. Which of them it is may show only once they are decoded.
func readText(ctx context.Context, snap *corpus.Snapshot, f format) (format, *draft, error) {
	r := decode(snap.Body, snap.Charset, declaredCharset(snap.Body))
	if !r.clean {
		if err := notText(r.text); err != nil {
			return f, nil, err
		}
	}
	if f == formatText && looksLikeHTML(r.text) {
		f = formatHTML
	}
	var d *draft
	var err error
	switch f {
	case formatHTML:
		d, err = readHTML(ctx, r.text, snap)
	case formatMarkdown:
		d = markdown(string(r.text))
	default:
		d = plainText(string(r.text))
	}
	if err == nil {
		d.problems = append(r.problems, d.problems...)
	}
	return f, d, err
}

// finish makes the document of a draft.
func finish(snap *corpus.Snapshot, f format, d *draft) *corpus.Document {
	doc := &corpus.Document{
		Source: snap.Source, URL: snap.URL, Kind: snap.Source.Kind, Lang: snap.Source.Lang, Title: d.title, Text: d.text,
		Blocks: d.blocks, Problems: d.problems, SHA256: snap.SHA256, Bytes: len(snap.Body), FetchedAt: snap.FetchedAt,
		Extractor: f.version(), Links: d.links,
	}
	if doc.Listing = d.listing(); doc.Listing {
		doc.Problems = append(doc.Problems, corpus.Problem{Code: "link-list", Message: "the page is a list of documents and holds none itself: read the documents that it links to"})
	}
	if d.engine != "" {
		doc.Extractor += " via " + d.engine
	}
	if doc.Title == "" {
		doc.Title = titleOf(doc)
	}
	if doc.Lang == "" {
		doc.Lang = language(doc, d.lang)
	}
	if doc.Kind == "" {
		doc.Kind = kindOf(doc)
	}
	return doc
}

// located puts the source's location into err.
func located(err error, snap *corpus.Snapshot) error {
	var e *Error
	if !errors.As(err, &e) {
		e = because(err, KindBroken, "it cannot be read")
	}
	located := *e
	located.Location = snap.Source.Location
	if located.Location == "" {
		located.Location = snap.URL
	}
	return &located
}
