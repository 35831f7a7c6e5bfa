package web

import (
	"bytes"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
)

// rendered is a report in a format, with its media type.
func (s *Server) rendered(v *visit, a *assess.Assessment, format string) (body []byte, media string, err error) {
	var b bytes.Buffer
	opts := report.Options{Lang: v.lang}
	switch format {
	case "html":
		return rendering(&b, "text/html; charset=utf-8", report.HTML(&b, a, s.Lexicon, opts))
	case "md":
		return rendering(&b, "text/markdown; charset=utf-8", report.Markdown(&b, a, s.Lexicon, opts))
	case "json":
		return rendering(&b, "application/json", report.JSON(&b, a))
	case "xlsx":
		return rendering(&b, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", report.XLSX(&b, a, s.Lexicon, opts))
	case "pdf":
		if err := report.HTML(&b, a, s.Lexicon, opts); err != nil {
			return nil, "", err
		}
		if err := s.pass(v.Context()); err != nil {
			return nil, "", err
		}
		defer s.leave()
		pdf, err := s.PDF(v.Context(), b.Bytes())
		return pdf, "application/pdf", err
	}
	return nil, "", notFound()
}

func rendering(b *bytes.Buffer, media string, err error) ([]byte, string, error) {
	return b.Bytes(), media, err
}
