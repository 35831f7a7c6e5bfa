package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strconv"

	"kiyaku/analyzer/diff"
	"kiyaku/cmd/internal/report"
)

// comparedVersions compares the two versions that the path names, both weighed with what reviewers said. base is the path
// of their service.
func (s *Server) comparedVersions(v *visit) (r *diff.Report, base string, err error) {
	id, err := v.number("id")
	if err != nil {
		return nil, "", err
	}
	var sides [2]*desk
	for i, name := range []string{"old", "new"} {
		number, err := v.number(name)
		if err != nil || number == 0 {
			return nil, "", notFound()
		}
		if sides[i], err = s.desk(v.Context(), id, int(number)); err != nil {
			return nil, "", err
		}
	}
	if sides[0].Version.Number == sides[1].Version.Number {
		return nil, "", badRequest("error.same")
	}
	if err := s.pass(v.Context()); err != nil {
		return nil, "", err
	}
	defer s.leave()
	r = s.comparer.Compare(sides[0].Assessment, sides[1].Assessment, diff.Options{Told: sides[1].Version.At})
	return r, "/services/" + strconv.FormatInt(id, 10), nil
}

// diff shows what changed between two versions, as the file that one can take home. Its styles stand in it: they are named
// in the policy by their hash.
func (s *Server) diff(v *visit) error {
	r, base, err := s.comparedVersions(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.ChangeHTML(&b, r, s.Lexicon, report.Options{Lang: v.lang, Up: base + "/history"}); err != nil {
		return err
	}
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src '"+styleHash(b.Bytes())+"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	return v.raw("text/html; charset=utf-8", b.Bytes())
}

// styleHash is the hash, as a policy names it, of the one style element of a page.
func styleHash(page []byte) string {
	_, rest, _ := bytes.Cut(page, []byte("<style>"))
	css, _, _ := bytes.Cut(rest, []byte("</style>"))
	sum := sha256.Sum256(css)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// diffDownload gives the comparison as a Word document with tracked changes, or in another format.
func (s *Server) diffDownload(v *visit) error {
	format := v.PathValue("format")
	media := map[string]string{
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "html": "text/html; charset=utf-8",
		"md": "text/markdown; charset=utf-8", "json": "application/json",
	}[format]
	if media == "" {
		return notFound()
	}
	r, _, err := s.comparedVersions(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	opts := report.Options{Lang: v.lang}
	switch format {
	case "docx":
		err = report.ChangeDOCX(&b, r, s.Lexicon, opts)
	case "html":
		err = report.ChangeHTML(&b, r, s.Lexicon, opts)
	case "md":
		err = report.ChangeMarkdown(&b, r, s.Lexicon, opts)
	case "json":
		err = report.ChangeJSON(&b, r)
	}
	if err != nil {
		return err
	}
	v.attach(fmt.Sprintf("kiyaku-%s-%s-%s.%s", v.PathValue("id"), v.PathValue("old"), v.PathValue("new"), format), r.New.Service+" "+v.PathValue("old")+"-"+v.PathValue("new")+"."+format)
	return v.raw(media, b.Bytes())
}

// attach makes the answer a file: under a plain name, and for browsers that can under one in words.
func (v *visit) attach(plain, words string) {
	v.w.Header().Set("Content-Disposition", "attachment; filename="+plain+"; filename*=UTF-8''"+url.PathEscape("kiyaku "+words))
}
