package web

import (
	"bytes"
	"io"
	"slices"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/lexicon"
)

const (
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// A paper is a document that visitors can take home.
type paper struct {
	ID     string // in its address
	Ending string // of the file
	media  string
	write  func(w io.Writer, a *assess.Assessment, lex *lexicon.Lexicon, opts report.Options) error
	fits   func(v assess.Verdict) bool // nil: whatever the verdict
}

var papers = []paper{
	{ID: "xlsx", Ending: "xlsx", media: mediaXLSX, write: report.XLSX},
	{ID: "docx", Ending: "docx", media: mediaDOCX, write: report.DOCX},
	{ID: "questions", Ending: "xlsx", media: mediaXLSX, write: report.QuestionsXLSX},
	{ID: "letter", Ending: "docx", media: mediaDOCX, write: report.LetterDOCX},
	{ID: "memorandum", Ending: "docx", media: mediaDOCX, write: report.MemorandumDOCX},
	{ID: "supervision", Ending: "docx", media: mediaDOCX, write: report.SupervisionDOCX, fits: func(v assess.Verdict) bool { return v == assess.Entrustment }},
	{ID: "html", Ending: "html", media: "text/html; charset=utf-8", write: report.HTML},
	{ID: "pdf", Ending: "pdf", media: "application/pdf", write: report.HTML},
	{ID: "md", Ending: "md", media: "text/markdown; charset=utf-8", write: report.Markdown},
	{ID: "json", Ending: "json", media: "application/json", write: func(w io.Writer, a *assess.Assessment, _ *lexicon.Lexicon, _ report.Options) error {
		return report.JSON(w, a)
	}},
	{ID: "sarif", Ending: "sarif", media: "application/sarif+json", write: report.SARIF},
}

// papersFor are those that there are for a verdict.
func (s *Server) papersFor(verdict assess.Verdict) []paper {
	return slices.DeleteFunc(slices.Clone(papers), func(p paper) bool {
		return p.ID == "pdf" && s.PDF == nil || p.fits != nil && !p.fits(verdict)
	})
}

// rendered is a paper on what lies on the desk.
func (s *Server) rendered(v *visit, d *desk, p *paper) ([]byte, error) {
	var b bytes.Buffer
	if err := p.write(&b, d.Assessment, s.Lexicon, report.Options{Lang: v.lang, Judgements: d.judgements()}); err != nil {
		return nil, err
	}
	if p.ID != "pdf" {
		return b.Bytes(), nil
	}
	if err := s.pass(v.Context()); err != nil {
		return nil, err
	}
	defer s.leave()
	return s.PDF(v.Context(), b.Bytes())
}
