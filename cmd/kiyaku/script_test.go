//go:build !race

// Each command of a script is a process that loads the Japanese dictionary: 0.4 s, but 8 s under the race detector. What
// runs side by side in this package, reading sources and assessing labelled documents, is tested without processes in
// concurrent_test.go.

package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"kiyaku/cmd/internal/evidence"
	"kiyaku/cmd/internal/evidence/evidencetest"
)

// TestMain lets scripts run this test binary as kiyaku. It differs from the real one only in that it may fetch from
// loopback, where the scripts' web server listens.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kiyaku": func() {
			d := systemDeps()
			d.fetch.AllowPrefix = netip.MustParsePrefix("127.0.0.1/32")
			os.Exit(mainWith(d, os.Args[1:]))
		},
	})
}

// TestScripts runs testdata/script. $EXAMPLE is the directory of the documents that the README shows; $SITE is a web server with the files of the script's directory "site"; paths that
// are a number answer with that status, /tsa is an authority for time stamps whose certificate is the file $TSA.
func TestScripts(t *testing.T) {
	tsa := evidencetest.NewTSA(t, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
	authority := filepath.Join(t.TempDir(), "tsa.pem")
	write(t, authority, string(tsa.PEM()))
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.FromSlash("../../testdata/script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			server := httptest.NewServer(site(filepath.Join(env.WorkDir, "site"), tsa))
			env.Defer(server.Close)
			example, err := filepath.Abs(filepath.FromSlash("../../testdata/terms/example"))
			if err != nil {
				return err
			}
			env.Setenv("SITE", server.URL)
			env.Setenv("TSA", authority)
			env.Setenv("EXAMPLE", example)
			env.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCodeCmd,
			"repeat":   repeatCmd,
			"bytes":    bytesCmd,
			"isjson":   isJSONCmd,
			"fill":     fillCmd,
		},
	})
}

func site(dir string, tsa *evidencetest.TSA) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if status, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/")); err == nil {
			http.Error(w, http.StatusText(status), status)
			return
		}
		if r.URL.Path == "/tsa" {
			request, err := io.ReadAll(r.Body)
			if err == nil {
				request, err = tsa.Answer(request)
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			w.Header().Set("Content-Type", evidence.ReplyType)
			_, _ = w.Write(request)
			return
		}
		files.ServeHTTP(w, r)
	})
}

// exitCodeCmd is "exitcode N kiyaku ARGS...": runs the command and demands exit code N.
func exitCodeCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// repeatCmd is "repeat N TEXT FILE": writes TEXT N times into FILE, on one line.
func repeatCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat N text file")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Repeat(args[1], n)), 0o644))
}

// bytesCmd is "bytes HEX FILE": writes a file that a script cannot hold.
func bytesCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes hex file")
	}
	data, err := hex.DecodeString(args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// isJSONCmd is "isjson FILE": demands that the file, or the last command's stdout, is one JSON value and no more.
func isJSONCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] isjson file")
	}
	if json.Valid([]byte(ts.ReadFile(args[0]))) == neg {
		ts.Fatalf("%s: is JSON: %v", args[0], neg)
	}
}

// fillCmd is "fill FILE SHEET CELL=TEXT...": enters text into cells of a workbook, as a person does.
func fillCmd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: fill file sheet cell=text...")
	}
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, a := range args[2:] {
		cell, text, _ := strings.Cut(a, "=")
		ts.Check(f.SetCellValue(args[1], cell, text))
	}
	ts.Check(f.Save())
}
