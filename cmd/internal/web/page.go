package web

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"kiyaku/cmd/internal/report"
)

//go:embed pages/*.tmpl
var pageFiles embed.FS

//go:embed static
var staticFiles embed.FS

type page = template.Template

// frame is what every page is made of.
type frame struct {
	*visit
	W    words
	Data any
	Page string
}

// What templates ask for.

func (f frame) User() string  { return f.user }
func (f frame) Lang() string  { return f.lang }
func (f frame) Token() string { return f.csrf }
func (f frame) Tool() string  { return f.s.Tool }
func (f frame) Here() string  { return f.URL.RequestURI() }

// Locked reports whether the visitor logged in here and can log out.
func (f frame) Locked() bool { return f.s.Token != "" && f.s.UserHeader == "" }

// HasQueue reports whether there are pages on the job queue.
func (f frame) HasQueue() bool { return f.s.Operators != nil }

// IsFragment reports whether a part of a page is asked for.
func (f frame) IsFragment() bool { return f.isFragment() }

// T gives words of the page's language; Fill also replaces {name} by values, given as name, value, ….
func (f frame) T(id string) string { return f.W.get(id) }

func (f frame) Fill(id string, pairs ...any) string {
	text := f.W.get(id)
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return text
}

// States are the states of review that one can filter by; FactorNames the factors in words.
func (f frame) States() []string { return []string{"open", "accept", "reject"} }

func (f frame) FactorNames() []string {
	var names []string
	for _, one := range f.s.Lexicon.Factors {
		name := one.NameJA
		if f.lang == "en" {
			name = one.NameEN
		}
		names = append(names, one.ID+" "+name)
	}
	return names
}

// Asset is the address of a file that the page loads.
func (f frame) Asset(name string) (string, error) {
	a, ok := f.s.assets[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/static/" + name + "?" + a.hash[:12], nil
}

// Day is a time as people read it; the page says which zone that is.
func (f frame) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// With is the frame around other data.
func (f frame) With(data any) frame { f.Data = data; return f }

func escapeQuery(s string) string { return url.QueryEscape(s) }

func visible(s string) string { return report.Visible(s) }

// parsePages parses each page with the frame around it and the parts that pages share.
func parsePages() (map[string]*page, error) {
	funcs := template.FuncMap{
		"vis":  visible,
		"ui":   report.UI,
		"join": func(list []string) string { return strings.Join(list, ", ") },
		"plus": func(a, b int) int { return a + b },
	}
	shared, err := template.New("").Funcs(funcs).ParseFS(pageFiles, "pages/_*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	names, err := fs.Glob(pageFiles, "pages/[a-z]*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	pages := map[string]*page{}
	for _, file := range names {
		t, err := shared.Clone()
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		if t, err = t.ParseFS(pageFiles, file); err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		name := strings.TrimSuffix(path.Base(file), ".tmpl")
		if root := t.Lookup("whole"); strings.HasPrefix(name, "part-") {
			pages[strings.TrimPrefix(name, "part-")] = t.Lookup(path.Base(file))
		} else {
			pages[name] = root
		}
	}
	return pages, nil
}

// An asset is a file that pages load.
type asset struct {
	body  []byte
	media string
	hash  string
}

func readAssets() (map[string]asset, error) {
	assets := map[string]asset{"report.css": newAsset("report.css", []byte(report.Styles()))}
	files, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	for _, f := range files {
		body, err := staticFiles.ReadFile("static/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("web: %w", err)
		}
		assets[f.Name()] = newAsset(f.Name(), body)
	}
	return assets, nil
}

func newAsset(name string, body []byte) asset {
	media := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}[path.Ext(name)]
	sum := sha256.Sum256(body)
	return asset{body, media, base64.RawURLEncoding.EncodeToString(sum[:])}
}

// asset serves a file. Its address holds its hash, so browsers may keep it.
func (s *Server) asset(v *visit) error {
	a, ok := s.assets[v.PathValue("name")]
	if !ok {
		return notFound()
	}
	h := v.w.Header()
	h.Set("Content-Type", a.media)
	h.Set("ETag", strconv.Quote(a.hash))
	h.Set("Cache-Control", "public, max-age=3600")
	if v.URL.RawQuery == a.hash[:12] {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if v.Header.Get("If-None-Match") == strconv.Quote(a.hash) {
		v.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	if v.Method != http.MethodHead {
		_, _ = v.w.Write(a.body) // the visitor may be gone
	}
	return nil
}
