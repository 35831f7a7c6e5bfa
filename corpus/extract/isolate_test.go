package extract

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the tests start this binary as the process that reads a PDF, or as one that fails in the way it is told.
func TestMain(m *testing.M) {
	switch mode := os.Getenv("EXTRACT_TEST_CHILD"); mode {
	case "":
		os.Exit(m.Run())
	case "read":
		if err := ReadChild(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "eat": // takes memory until it is stopped
		limitMemory(256 << 20)
		for all := (*eaten)(nil); ; {
			all = &eaten{bytes.Repeat([]byte{1}, 16<<20), all}
		}
	case "hang":
		select {}
	case "babble":
		for {
			fmt.Print("no answer")
		}
	}
}

// eaten is memory that stays in use.
type eaten struct {
	b    []byte
	more *eaten
}

// child starts this binary in a mode of TestMain.
func child(mode string) Child {
	return func(ctx context.Context) *exec.Cmd {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = []string{"EXTRACT_TEST_CHILD=" + mode, "GOTRACEBACK=none"}
		return cmd
	}
}

// A child gives the document, or the error, that reading in the same process gives.
func TestChildReadsTheSame(t *testing.T) {
	files := map[string]string{
		"text":     pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条（目的）")+pdfLineAt(50, 680, "当社は閲覧しません。"), "/X Do"),
		"pictures": pdfFile("UniJIS-UTF16-H", "", "/X Do", "/X Do"),
		"garbage":  pdfFile("Identity-H", "", pdfLineAt(50, 700, "当社は閲覧しません。")),
		"damaged":  "%PDF-1.4\n",
	}
	for name, file := range files {
		want, wantErr := Document(context.Background(), snapshot("a.pdf", file), Config{})
		got, gotErr := Document(context.Background(), snapshot("a.pdf", file), Config{Child: child("read")})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: a child reads something else:\n%s", name, diff)
		}
		if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) || kindOfError(gotErr) != kindOfError(wantErr) {
			t.Errorf("%s: a child fails with %v, want %v", name, gotErr, wantErr)
		}
	}
}

func kindOfError(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// Whatever becomes of the child, the caller gets an error that says so, in time, and no process stays behind.
func TestChildFails(t *testing.T) {
	file := pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条"))
	for mode, want := range map[string]Kind{"eat": KindTooLarge, "hang": KindTimeout, "babble": KindBroken} {
		if mode == "eat" && !limitsMemory {
			continue
		}
		start := time.Now()
		_, err := Document(context.Background(), snapshot("a.pdf", file), Config{Child: child(mode), Timeout: 3 * time.Second, MaxText: 1 << 16})
		if kindOfError(err) != want {
			t.Errorf("%s: %v, want an error of kind %s", mode, err, want)
		}
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("%s: the caller was held for %v", mode, took)
		}
	}
	missing := func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, "/nonexistent/kiyaku") }
	if _, err := Document(context.Background(), snapshot("a.pdf", file), Config{Child: missing}); kindOfError(err) != KindBroken {
		t.Errorf("no such program: %v", err)
	}
}

// A child whose parent has gone does not go on.
func TestChildEndsWithItsParent(t *testing.T) {
	cmd := child("read")(t.Context())
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	endless := pdfFile("UniJIS-UTF16-H", "", strings.Repeat("q Q ", 8<<20))
	if err := gob.NewEncoder(in).Encode(&childRequest{[]byte(endless), childConfig{MaxText: 1 << 20, MaxPages: 10, Memory: 1 << 30, Timeout: time.Minute}}); err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err == nil {
			t.Error("the child ended as if it had answered")
		}
	case <-time.After(10 * time.Second):
		t.Error("the child goes on without its parent")
	}
}

// A few hundred bytes that unfold to gigabytes end in an error within the limits.
func TestPDFBombs(t *testing.T) {
	for name, file := range map[string]string{
		"page of zeros":      bombPDF(t, 200<<20, "q "),
		"one long string":    bombPDF(t, 200<<20, "("),
		"array without end":  bombPDF(t, 100<<20, "["),
		"claims of objects":  strings.Replace(pdfFile("UniJIS-UTF16-H", "", ""), "/Size 9", "/Size 2147483646", 1),
		"forms in forms":     formsInForms(),
		"page tree of pages": strings.Replace(pdfFile("UniJIS-UTF16-H", "", pdfLineAt(50, 700, "第1条")), "/Kids[8 0 R ]", "/Kids["+strings.Repeat("2 0 R ", 500)+"]", 1),
	} {
		start := time.Now()
		doc, err := Document(context.Background(), snapshot("a.pdf", file), Config{Child: child("read"), Timeout: 15 * time.Second, Memory: 256 << 20})
		if err == nil {
			t.Errorf("%s: read as %.40q", name, doc.Text)
		} else if kindOfError(err) == "" {
			t.Errorf("%s: untyped error %v", name, err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// bombPDF is a PDF whose page content unfolds to n bytes of unit, over and over.
func bombPDF(t *testing.T, n int, unit string) string {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	block := []byte(strings.Repeat(unit, (1<<20)/len(unit)))
	for range n >> 20 {
		if _, err := z.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.4\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>")
	w.stream("/Filter/FlateDecode", packed.String())
	return w.end()
}

// formsInForms is a PDF in which each of 30 forms shows the next one twice.
func formsInForms() string {
	w := &pdfWriter{}
	w.b.WriteString("%PDF-1.4\n")
	w.object("<</Type/Catalog/Pages 2 0 R>>")
	w.object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	w.object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>")
	w.stream("", "/F Do /F Do")
	for i := range 30 {
		w.stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>", 6+i), "/F Do /F Do")
	}
	w.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "q Q")
	return w.end()
}
