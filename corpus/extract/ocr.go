package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"kiyaku/corpus"
)

// OCR says how the pages of a PDF that are pictures are read: pdftoppm draws them, tesseract reads them. The zero OCR
// works. What it reads may be wrong, so its blocks bear their confidence and the document has a problem "ocr".
type OCR struct {
	PageTimeout time.Duration // for one page; 0: 60 s
	MaxPages    int           // that are read; 0: 300
	Memory      int64         // bytes of address space for each program; 0: 2 GiB
}

func (o OCR) withDefaults() OCR {
	if o.PageTimeout <= 0 {
		o.PageTimeout = 60 * time.Second
	}
	if o.MaxPages <= 0 {
		o.MaxPages = 300
	}
	if o.Memory <= 0 {
		o.Memory = 2 << 30
	}
	return o
}

const (
	pictureLength = 3508     // pixels of a page's longer side: A4 at 300 dpi, however large the page claims to be
	maxPicture    = 20 << 20 // bytes of a drawn page
	maxOCRText    = 8 << 20  // bytes of tesseract's table for one page
	pageLength    = 842.0    // points that the longer side of a drawn page counts as: A4

	minConfidence = 0.4  // of a line; below it tesseract has read specks and rules
	sure          = 0.75 // of a line; what stands below counts as half lost
)

// OCRNeeds is what has to be installed before pages can be read from pictures, as one English clause; "" if nothing is
// missing.
func OCRNeeds() string {
	if installed("tesseract") == "" || installed("pdftoppm") == "" {
		return "OCR needs tesseract and pdftoppm (apt-get install tesseract-ocr tesseract-ocr-jpn poppler-utils)"
	}
	return ""
}

// ocrLine is a line that was read from a picture; places as in pdfLine.
type ocrLine struct {
	Text       string
	X0, X1, Y  float64
	Size       float64
	Turned     int
	Confidence float64 // 0…1
}

// ocrPages holds the lines of the pages that were read, by page number.
type ocrPages map[int][]ocrLine

// recognize reads the pages that stand without text in what became of a PDF, d or err, and lays the file out again with
// them. Without such pages it gives d and err back.
func recognize(ctx context.Context, snap *corpus.Snapshot, cfg Config, d *draft, err error) (*draft, error) {
	wanted := pagesForOCR(d, err)
	if len(wanted) == 0 {
		return d, err
	}
	o := cfg.OCR.withDefaults()
	pages, engine, failed := o.read(ctx, snap, cfg, wanted)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(pages) > 0 {
		timed, cancel := context.WithTimeout(ctx, cfg.Timeout)
		defer cancel()
		cfg.pages = pages
		if again, againErr := readPDF(timed, snap.Body, cfg); againErr == nil {
			again.engine = engine
			d, err = again, nil
		} else {
			failed = errors.Join(failed, againErr)
		}
	}
	if failed == nil && len(pages) == 0 {
		failed = errors.New("OCR finds no text in the pictures either")
	}
	return withFailure(d, err, failed)
}

// withFailure says in the document, or in the error that there is none, why OCR did not help.
func withFailure(d *draft, err, failed error) (*draft, error) {
	var e *Error
	switch {
	case failed == nil:
	case err == nil:
		d.problems = append(d.problems, corpus.Problem{Code: "ocr-failed", Message: "Pages could not be read by OCR: " + failed.Error() + "."})
	case errors.As(err, &e):
		told := *e
		told.Err, told.pages = failed, nil
		return nil, &told
	}
	return d, err
}

// pagesForOCR are the numbers of the pages whose text can't be had but by OCR.
func pagesForOCR(d *draft, err error) []int {
	var e *Error
	switch {
	case err == nil:
		return d.forOCR
	case errors.As(err, &e):
		return e.pages
	}
	return nil
}

// read draws and reads pages, several at a time. It gives those that have text, the name and version of the engine, and
// an error that joins what went wrong with the others.
func (o OCR) read(ctx context.Context, snap *corpus.Snapshot, cfg Config, wanted []int) (ocrPages, string, error) {
	if needs := OCRNeeds(); needs != "" {
		return nil, "", errors.New(needs)
	}
	body := snap.Body
	if cfg.Password != "" && encrypted(body) { // a password on a command line can be read by everybody
		plain, err := decryptPDF(ctx, body, cfg)
		if err != nil {
			return nil, "", err
		}
		body = plain
	}
	dir, err := os.MkdirTemp("", "kiyaku-ocr-")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(dir)
	job := &ocrJob{OCR: o, dir: dir, engine: o.version(ctx, dir)}
	if job.lang, err = o.languages(ctx, dir, snap.Source.Lang); err != nil {
		return nil, "", err
	}
	if err := os.WriteFile(job.file(), body, 0o600); err != nil {
		return nil, "", err
	}
	var failed error
	if len(wanted) > o.MaxPages {
		failed = fmt.Errorf("only %d of %d pages are read", o.MaxPages, len(wanted))
		wanted = wanted[:o.MaxPages]
	}
	lines, errs := make([][]ocrLine, len(wanted)), make([]error, len(wanted))
	var group errgroup.Group
	group.SetLimit(max(1, runtime.NumCPU()/2)) // other documents are read at the same time
	for i, page := range wanted {
		group.Go(func() error {
			lines[i], errs[i] = job.page(ctx, page)
			return nil
		})
	}
	_ = group.Wait() // errors are in errs
	pages := ocrPages{}
	for i, page := range wanted {
		if errs[i] != nil {
			failed = errors.Join(failed, fmt.Errorf("page %d: %w", page, errs[i]))
		}
		if len(lines[i]) > 0 {
			pages[page] = lines[i]
		}
	}
	return pages, job.engine, failed
}

// ocrJob reads the pages of one file.
type ocrJob struct {
	OCR
	dir    string
	lang   string
	engine string
}

func (j *ocrJob) file() string { return filepath.Join(j.dir, "document.pdf") }

// page draws one page and reads it.
func (j *ocrJob) page(ctx context.Context, page int) ([]ocrLine, error) {
	n := strconv.Itoa(page)
	args := []string{"-gray", "-scale-to", strconv.Itoa(pictureLength), "-f", n, "-l", n, j.file()}
	draw := &program{name: "pdftoppm", args: args, dir: j.dir, memory: j.Memory, time: j.PageTimeout, output: maxPicture}
	picture, err := draw.run(ctx)
	if err != nil {
		return nil, fmt.Errorf("pdftoppm: %w", err)
	}
	table, err := j.tesseract(ctx, picture, "3")
	if err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	p := readTable(table, &ocrPage{})
	j.again(ctx, picture, p)
	return p.sound(), ctx.Err()
}

// tesseract reads a picture; out comes its table of words. Mode 3 looks for columns and paragraphs, mode 11 only for lines.
func (j *ocrJob) tesseract(ctx context.Context, picture []byte, mode string) ([]byte, error) {
	p := &program{name: "tesseract", args: []string{"-", "-", "-l", j.lang, "--dpi", "300", "--psm", mode, "tsv"}, dir: j.dir,
		in: bytes.NewReader(picture), env: tesseractEnv(), memory: j.Memory, time: j.PageTimeout, output: maxOCRText}
	return p.run(ctx)
}

// tesseractEnv leaves the pages to be read side by side, not the lines of one: that wastes half the time.
func tesseractEnv() []string {
	env := []string{"OMP_THREAD_LIMIT=1"}
	if dir := os.Getenv("TESSDATA_PREFIX"); dir != "" {
		env = append(env, "TESSDATA_PREFIX="+dir)
	}
	return env
}

// version is the name of the engine with its version; without one if it does not tell.
func (o OCR) version(ctx context.Context, dir string) string {
	p := &program{name: "tesseract", args: []string{"--version"}, dir: dir, time: o.PageTimeout, output: 1 << 16}
	out, err := p.run(ctx)
	if first, _, _ := strings.Cut(string(out), "\n"); err == nil && strings.HasPrefix(first, "tesseract ") {
		return strings.TrimSpace(first)
	}
	return "tesseract"
}

// languages are the models that a text of lang is read with. Japanese models know Latin letters, too, and two models
// together read Japanese worse than one, so an unknown language is read as Japanese.
func (o OCR) languages(ctx context.Context, dir string, lang corpus.Lang) (string, error) {
	model, pack := "jpn", "tesseract-ocr-jpn"
	switch lang {
	case corpus.English:
		model, pack = "eng", "tesseract-ocr-eng"
	case corpus.Dutch:
		model, pack = "nld", "tesseract-ocr-nld"
	}
	p := &program{name: "tesseract", args: []string{"--list-langs"}, dir: dir, env: tesseractEnv(), time: o.PageTimeout, output: 1 << 16}
	out, err := p.run(ctx)
	if err != nil {
		return "", fmt.Errorf("tesseract: %w", err)
	}
	if !slices.Contains(strings.Fields(string(out)), model) {
		return "", fmt.Errorf("tesseract has no model %q (apt-get install %s)", model, pack)
	}
	return model, nil
}
