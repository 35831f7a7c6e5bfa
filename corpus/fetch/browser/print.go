package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"kiyaku/corpus"
	"kiyaku/corpus/pattern"
)

// A4 in inches, as the browser takes it.
const (
	paperWidth  = 8.27
	paperHeight = 11.69
	margin      = 0.55
)

// Print makes a PDF of an HTML page: A4, with backgrounds, page numbers and an outline. The page runs no script and reaches
// no network and no file; whatever it loads from elsewhere is left out. The dates in it are fixed ones; all
// the same a browser does not promise the same bytes for the same page.
//
// The error wraps [ErrNoBrowser], or the one of ctx, or tells what the browser said. cfg.Fetch has no effect.
func Print(ctx context.Context, html []byte, cfg Config) ([]byte, error) {
	path, err := cfg.path()
	if err != nil {
		return nil, err
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 2 * DefaultTimeout // a long document takes a while to lay out
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	address, stop, err := serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "the page is printed without network", http.StatusForbidden)
	}))
	if err != nil {
		return nil, fmt.Errorf("browser: %w", err)
	}
	defer stop()
	allocated, free := chromedp.NewExecAllocator(ctx, options(path, address, corpus.Japanese)...)
	defer free()
	tab, shut := chromedp.NewContext(allocated, chromedp.WithErrorf(func(string, ...any) {}))
	defer shut()
	pdf, err := printPage(tab, html)
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("print: %w", err)
	}
	return undated(pdf), nil
}

// printPage sets the content of an empty page, which has no rights to files, and prints it.
func printPage(tab context.Context, html []byte) ([]byte, error) {
	if _, err := chromedp.Run(tab, chromedp.Navigate("about:blank")); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		return nil, err
	}
	tree, err := chromedp.Call(tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(tab, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: string(html)}); err != nil {
		return nil, err
	}
	yes, side, foot := true, margin, margin+0.1
	printed, err := chromedp.Call(tab, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: paperWidth, PaperHeight: paperHeight, MarginTop: &side, MarginLeft: &side, MarginRight: &side, MarginBottom: &foot,
		PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
		DisplayHeaderFooter: &yes, HeaderTemplate: "<span></span>", FooterTemplate: footer,
	})
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(printed.Data, []byte("%PDF-")) {
		return nil, errors.New("the browser printed no PDF")
	}
	return printed.Data, nil
}

// footer stands at the foot of every page: the title, then the number of the page.
const footer = `<div style="width:100%;margin:0 0.55in;font-size:7pt;color:#555;display:flex;justify-content:space-between">` +
	`<span class="title"></span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`

// dates are those that the browser writes into a PDF.
var dates = pattern.Lazy(`/(CreationDate|ModDate) \(D:[0-9+'Z-]*\)`)

// undated puts a fixed date of the same length into a PDF, so that places in the file stay where they are.
func undated(pdf []byte) []byte {
	fixed := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Format("20060102150405")
	return dates().ReplaceAllFunc(pdf, func(m []byte) []byte {
		at := bytes.Index(m, []byte("(D:")) + len("(D:")
		copy(m[at:], fixed)
		return m
	})
}
