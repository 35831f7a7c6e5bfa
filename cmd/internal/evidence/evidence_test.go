package evidence_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"io"
	"math/big"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"kiyaku/analyzer"
	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/archive"
	"kiyaku/cmd/internal/evidence"
	"kiyaku/cmd/internal/evidence/evidencetest"
	"kiyaku/corpus"
	"kiyaku/corpus/extract"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

var day = time.Date(2026, 11, 1, 9, 0, 0, 123e6, time.UTC)

const (
	terms = `<!DOCTYPE html><html><head><title>見本クラウド利用規約</title></head><body><h1>見本クラウド利用規約</h1>
<h2>第1条（データの取扱い）</h2><p>当社は、保守上必要と認めるときは、契約者データを監視し、分析することができる。</p></body></html>`
	policy = "# 見本クラウド プライバシーポリシー\n\n当社は、契約者データを第三者に提供しません。\n"
)

func engine(t testing.TB) evidence.Engine {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Engine{Analyzer: anl, Lexicon: lex, Tool: "kiyaku 1"}
}

func snapshot(location, media, body string, header http.Header) *corpus.Snapshot {
	sum := sha256.Sum256([]byte(body))
	s := &corpus.Snapshot{
		Source: corpus.Source{Location: location, Service: "見本クラウド"}, URL: location, MediaType: media, Header: header,
		Body: []byte(body), SHA256: hex.EncodeToString(sum[:]),
	}
	if header != nil {
		s.Status, s.FetchedAt = 200, day
	}
	return s
}

// made is the pack of a service with a page, a file and an answer, as export makes it, and as it is read again.
func made(t testing.TB, e evidence.Engine) (*evidence.Pack, []byte) {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	entry := archive.Entry{
		Set:     store.Set{Service: "見本クラウド", At: day},
		Answers: map[string]assess.Answer{"maintenance-id": {Value: "yes", Note: "one", Source: "letter", Date: day.Truncate(24 * time.Hour)}},
	}
	var docs []*corpus.Document
	for _, snap := range []*corpus.Snapshot{
		snapshot("https://example.com/terms", "text/html", terms, http.Header{"Content-Encoding": {"gzip"}, "Date": {"x"}}),
		snapshot("policy.md", "text/markdown", policy, nil),
	} {
		doc, err := extract.Document(ctx, snap, e.Extract)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, doc)
		entry.Set.Parts = append(entry.Set.Parts, store.Part{Snapshot: snap, Document: doc})
	}
	entry.Assessment = e.Analyzer.Assess(docs, analyzer.Options{Service: "見本クラウド", Tool: e.Tool, Answers: entry.Answers})
	var kept *store.Kept
	if err := s.Write(ctx, func(tx *store.Tx) error {
		if kept, err = archive.Keep(ctx, tx, entry); err != nil {
			return err
		}
		return archive.Record(ctx, tx, kept.Service.ID, entry.Answers, day)
	}); err != nil {
		t.Fatal(err)
	}
	pack, err := evidence.Make(ctx, e, s.Reader, kept.Service, kept.Version, "ja")
	if err != nil {
		t.Fatal(err)
	}
	return pack, zipped(t, pack)
}

func zipped(t testing.TB, pack *evidence.Pack) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pack.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// verify checks a pack and gives the details of what failed, by check.
func verify(t testing.TB, e evidence.Engine, data []byte, roots *x509.CertPool) map[string]string {
	t.Helper()
	pack, err := evidence.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	checks, err := pack.Verify(t.Context(), e, roots)
	if err != nil {
		t.Fatal(err)
	}
	failed := map[string]string{}
	for _, c := range checks {
		if c.Status == evidence.Failed {
			failed[c.ID] = strings.Join(c.Details, "\n")
		}
	}
	if evidence.Passed(checks) != (len(failed) == 0) {
		t.Errorf("Passed does not fit %v", checks)
	}
	return failed
}

func TestPack(t *testing.T) {
	e := engine(t)
	_, data := made(t, e)
	if _, again := made(t, e); !bytes.Equal(data, again) {
		t.Error("the same version gives another pack")
	}
	if failed := verify(t, e, data, nil); len(failed) > 0 {
		t.Errorf("a pack as it was made: %v", failed)
	}
	files := unzip(t, data)
	if !strings.Contains(files["assessment.json"], "監視し、分析することができる") || !strings.Contains(files["assessment.json"], `"value": "yes"`) {
		t.Error("the assessment has no finding or no answer")
	}
	if files["recorded/1.json"] != files["assessment.json"] {
		t.Error("the recorded assessment is not the one that is made again")
	}
	for _, want := range []string{"X-Orig-Content-Encoding: gzip\r\n", terms, "file:///policy.md", policy} {
		if !strings.Contains(files["capture.warc"], want) {
			t.Errorf("the capture does not hold %q", want)
		}
	}
}

// Whatever is altered in a pack, verify says where, also if all sums were made to fit.
func TestTampered(t *testing.T) {
	e := engine(t)
	_, data := made(t, e)
	other := e
	other.Tool = "kiyaku 2"
	for name, c := range map[string]struct {
		alter  func(files map[string]string)
		reseal bool // make the manifest fit again
		engine evidence.Engine
		want   map[string]string // check → part of what it says
	}{
		"a text":            {func(f map[string]string) { edit(f, "text/d1.txt", "保守上", "保安上") }, false, e, map[string]string{"files": "text/d1.txt has been changed", "text": "text/d1.txt differs: at byte"}},
		"a text, with sums": {func(f map[string]string) { edit(f, "text/d1.txt", "保守上", "保安上") }, true, e, map[string]string{"text": `the pack has "当社は、保安上必要`}},
		"a body":            {func(f map[string]string) { edit(f, "capture.warc", "第三者に提供", "第三者へ提供") }, false, e, map[string]string{"files": "capture.warc has been changed", "capture": "digest"}},
		"the verdict":       {func(f map[string]string) { edit(f, "assessment.json", `"entrustment"`, `"exception"`) }, true, e, map[string]string{"assessment": `\"exception\"`}},
		"the report":        {func(f map[string]string) { f["report.html"] += "<!-- -->" }, true, e, map[string]string{"report": "made again it has no more"}},
		"a missing file":    {func(f map[string]string) { delete(f, "report.html") }, false, e, map[string]string{"files": "report.html is missing", "report": "is missing"}},
		"another file":      {func(f map[string]string) { f["extra.txt"] = "x" }, false, e, map[string]string{"files": "extra.txt is not in the manifest"}},
		"an answer":         {func(f map[string]string) { edit(f, "manifest.json", `"value": "yes"`, `"value": "no"`) }, true, e, map[string]string{"assessment": "answer:maintenance-id", "report": "differs"}},
		"the address": {func(f map[string]string) {
			edit(f, "manifest.json", `"url": "https://example.com/terms"`, `"url": "https://example.org/terms"`)
		}, true, e, map[string]string{"capture": "https://example.org/terms"}},
		"an unlisted capture": {func(f map[string]string) { edit(f, "manifest.json", `"id": "d2"`, `"id": "d3"`) }, false, e, map[string]string{"files": "SHA256SUMS does not fit"}},
		"another program":     {func(map[string]string) {}, false, other, map[string]string{"assessment": "the pack was made by kiyaku 1 with lexicon", "report": "kiyaku 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := unzip(t, data)
			c.alter(files)
			if c.reseal {
				reseal(files)
			}
			failed := verify(t, c.engine, rezip(t, files), nil)
			for id, want := range c.want {
				if !strings.Contains(failed[id], want) {
					t.Errorf("check %s says %q, want %q", id, failed[id], want)
				}
				delete(failed, id)
			}
			for id, said := range failed {
				t.Errorf("check %s fails, too: %s", id, said)
			}
		})
	}
}

func TestTimestamp(t *testing.T) {
	e := engine(t)
	pack, plain := made(t, e)
	tsa, stranger := evidencetest.NewTSA(t, day.AddDate(0, 0, 1)), evidencetest.NewTSA(t, day)
	ask := func(_ context.Context, request []byte) ([]byte, error) { return tsa.Answer(request) }
	if err := pack.Stamp(t.Context(), ask, big.NewInt(4711)); err != nil {
		t.Fatal(err)
	}
	data := zipped(t, pack)
	if bytes.Equal(data, plain) {
		t.Fatal("the stamp is not in the pack")
	}
	pool := func(a *evidencetest.TSA) *x509.CertPool {
		p := x509.NewCertPool()
		p.AddCert(a.Cert)
		return p
	}
	for name, roots := range map[string]*x509.CertPool{"no roots": nil, "its own": pool(tsa)} {
		if failed := verify(t, e, data, roots); len(failed) > 0 {
			t.Errorf("%s: %v", name, failed)
		}
	}
	if failed := verify(t, e, data, pool(stranger)); !strings.Contains(failed["timestamp"], "not trusted") {
		t.Errorf("another authority's certificate: %v", failed)
	}
	files := unzip(t, data)
	edit(files, "manifest.json", "letter", "lettre")
	if failed := verify(t, e, rezip(t, files), nil); !strings.Contains(failed["timestamp"], "another manifest") {
		t.Errorf("another manifest: %v", failed)
	}
	files = unzip(t, data)
	stamp := []byte(files["manifest.tsr"])
	stamp[len(stamp)-5] ^= 1 // in the signature
	files["manifest.tsr"] = string(stamp)
	if failed := verify(t, e, rezip(t, files), nil); failed["timestamp"] == "" {
		t.Error("a damaged signature passes")
	}
	for n := range 40 { // nothing in it brings the program down
		files["manifest.tsr"] = string(stamp[:n*len(stamp)/40])
		if failed := verify(t, e, rezip(t, files), nil); failed["timestamp"] == "" {
			t.Errorf("a stamp cut to %d/40 passes", n)
		}
	}
}

func TestStampRefused(t *testing.T) {
	e := engine(t)
	pack, _ := made(t, e)
	tsa := evidencetest.NewTSA(t, day)
	var earlier []byte
	for name, send := range map[string]evidence.Stamper{
		"error":    func(context.Context, []byte) ([]byte, error) { return nil, errors.New("offline") },
		"no stamp": func(context.Context, []byte) ([]byte, error) { return []byte("<html>"), nil },
		"replayed": func(_ context.Context, request []byte) ([]byte, error) {
			if earlier == nil {
				earlier, _ = tsa.Answer(bytes.ReplaceAll(request, []byte{0x12, 0x67}, []byte{0x12, 0x68})) // another nonce
			}
			return earlier, nil
		},
	} {
		if err := pack.Stamp(t.Context(), send, big.NewInt(0x1267)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadRefused(t *testing.T) {
	e := engine(t)
	_, data := made(t, e)
	bad := func(alter func(files map[string]string)) []byte {
		files := unzip(t, data)
		alter(files)
		return rezip(t, files)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no zip":           {[]byte("%PDF-1.7"), "no ZIP file"},
		"cut":              {data[:len(data)/2], "no ZIP file"},
		"no manifest":      {bad(func(f map[string]string) { delete(f, "manifest.json") }), "no evidence pack"},
		"no JSON":          {bad(func(f map[string]string) { f["manifest.json"] = "{" }), "damaged"},
		"other schema":     {bad(func(f map[string]string) { edit(f, "manifest.json", "evidence/1", "evidence/2") }), "use the program that made it"},
		"a bomb":           {declared(t, 1<<40), "over 512 MB"},
		"a bomb that lies": {declared(t, 10), "x.txt"},
		"path upwards":     {bad(func(f map[string]string) { f["../x"] = "x" }), `"../x"`},
		"absolute path":    {bad(func(f map[string]string) { f["/etc/passwd"] = "x" }), `"/etc/passwd"`},
	} {
		if _, err := evidence.Read(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	return files
}

func rezip(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// declared is a ZIP file with a file of a million bytes that says it has size.
func declared(t testing.TB, size uint64) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 1e6)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&b)
	raw, err := z.CreateRaw(&zip.FileHeader{Name: "x.txt", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: size})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// edit replaces all of old in a file; it must be there.
func edit(files map[string]string, name, old, with string) {
	if !strings.Contains(files[name], old) {
		panic(name + " does not hold " + old)
	}
	files[name] = strings.ReplaceAll(files[name], old, with)
}

// reseal makes the sums in manifest and SHA256SUMS fit the files, as a forger would.
func reseal(files map[string]string) {
	m := files["manifest.json"]
	var sums strings.Builder
	at := strings.Index(m, `"files": [`)
	head, rest := m[:at], m[at:]
	for _, entry := range strings.SplitAfter(rest, "}") {
		_, tail, ok := strings.Cut(entry, `"name": "`)
		if !ok {
			continue
		}
		name, tail, _ := strings.Cut(tail, `"`)
		_, tail, _ = strings.Cut(tail, `"sha256": "`)
		old, tail, _ := strings.Cut(tail, `"`)
		_, tail, _ = strings.Cut(tail, `"bytes": `)
		size, _, _ := strings.Cut(tail, "\n")
		fits := strings.Replace(entry, old, sumOf(files[name]), 1)
		fits = strings.Replace(fits, `"bytes": `+size, `"bytes": `+strconv.Itoa(len(files[name])), 1)
		rest = strings.Replace(rest, entry, fits, 1)
		sums.WriteString(sumOf(files[name]) + "  " + name + "\n")
	}
	files["manifest.json"] = head + rest
	files["SHA256SUMS"] = sums.String() + sumOf(files["manifest.json"]) + "  manifest.json\n"
}

func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
