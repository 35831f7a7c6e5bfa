package extract

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"time"

	"kiyaku/corpus"
)

// A PDF can make its reader loop or use up all memory, and no library can be stopped in that from outside. With
// Config.Child it is therefore read in a process of its own: one with a limit on its memory, killed when the time is up.

// childRequest goes to the child, childAnswer comes back, each as one gob value.
type childRequest struct {
	Body   []byte
	Config childConfig
}

type childConfig struct {
	MaxText, MaxPages int
	Memory            int64
	Timeout           time.Duration
	Password          string
	Pages             ocrPages
	Decrypt           bool // gives the file without its password instead of its text
}

type childAnswer struct {
	Text     string
	Title    string
	Lang     string
	Blocks   []corpus.Block
	Problems []corpus.Problem
	ForOCR   []int
	File     []byte      // if that was asked for
	Failed   *childError // nil if there is a text
}

type childError struct {
	Kind   Kind
	Detail string
	Cause  string
	Bad    float64
}

// ReadChild is the child's side: it reads one PDF from in and writes what became of it to out. The process should do
// nothing else and then end. It ends by itself when in is closed too early, that is when its parent has died.
func ReadChild(in io.Reader, out io.Writer) error {
	var req childRequest
	if err := gob.NewDecoder(in).Decode(&req); err != nil {
		return fmt.Errorf("extract: request: %w", err)
	}
	go func() { // the parent closes in only when it has the answer, or dies
		_, _ = io.Copy(io.Discard, in)
		os.Exit(1)
	}()
	debug.SetGCPercent(400) // it lives for one document; the memory limit holds all the same
	limitMemory(req.Config.Memory)
	debug.SetMemoryLimit(req.Config.Memory * 3 / 4)
	ctx, cancel := context.WithTimeout(context.Background(), req.Config.Timeout)
	defer cancel()
	cfg := Config{MaxText: req.Config.MaxText, MaxPages: req.Config.MaxPages, Password: req.Config.Password, pages: req.Config.Pages}
	if req.Config.Decrypt {
		file, err := decryptHere(req.Body, cfg.Password)
		answer := answerOf(&draft{}, err)
		answer.File = file
		return gob.NewEncoder(out).Encode(answer)
	}
	return gob.NewEncoder(out).Encode(answerOf(readPDFHere(ctx, req.Body, cfg)))
}

func answerOf(d *draft, err error) *childAnswer {
	if err == nil {
		return &childAnswer{Text: d.text, Title: d.title, Lang: d.lang, Blocks: d.blocks, Problems: d.problems, ForOCR: d.forOCR}
	}
	answer := &childAnswer{}
	failed := &childError{Kind: KindBroken, Detail: "the PDF is damaged", Cause: err.Error()}
	var e *Error
	if errors.As(err, &e) {
		*failed = childError{Kind: e.Kind, Detail: e.Detail, Bad: e.Bad}
		answer.ForOCR = e.pages
		if e.Err != nil {
			failed.Cause = e.Err.Error()
		}
	}
	answer.Failed = failed
	return answer
}

func (a *childAnswer) draft() (*draft, error) {
	if f := a.Failed; f != nil {
		e := &Error{Kind: f.Kind, Detail: f.Detail, Bad: f.Bad, pages: a.ForOCR}
		if f.Cause != "" {
			e.Err = errors.New(f.Cause)
		}
		return nil, e
	}
	return &draft{text: a.Text, title: a.Title, lang: a.Lang, blocks: a.Blocks, problems: a.Problems, forOCR: a.ForOCR}, nil
}

// grace is what the child may take beyond the time for the document itself, to tell that it ran out of it.
const grace = 500 * time.Millisecond

// readPDFAside reads a PDF in a child process. The child is dead when it returns.
func readPDFAside(ctx context.Context, body []byte, cfg Config) (*draft, error) {
	answer, err := askChild(ctx, body, cfg, childConfig{})
	if err != nil {
		return nil, err
	}
	return answer.draft()
}

// decryptPDF is a PDF without its password.
func decryptPDF(ctx context.Context, body []byte, cfg Config) ([]byte, error) {
	if cfg.Child == nil {
		return decryptHere(body, cfg.Password)
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	answer, err := askChild(ctx, body, cfg, childConfig{Decrypt: true})
	if err != nil {
		return nil, err
	}
	_, err = answer.draft()
	return answer.File, err
}

func decryptHere(body []byte, password string) ([]byte, error) {
	file, err := repair(body, password)
	if err != nil {
		return nil, because(err, KindEncrypted, "the PDF cannot be decrypted")
	}
	return file, nil
}

// askChild has a child process do what want says with a PDF, within the limits of cfg.
func askChild(ctx context.Context, body []byte, cfg Config, want childConfig) (*childAnswer, error) {
	left := cfg.Timeout
	if end, ok := ctx.Deadline(); ok {
		left = time.Until(end)
	}
	living, kill := context.WithCancel(ctx)
	defer kill()
	cmd := cfg.Child(living)
	cmd.WaitDelay = grace
	var said complaint
	cmd.Stderr = &said
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, because(err, KindBroken, "no process for reading PDF can be started")
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, because(err, KindBroken, "no process for reading PDF can be started")
	}
	if err := cmd.Start(); err != nil {
		return nil, because(err, KindBroken, "no process for reading PDF can be started")
	}
	want.MaxText, want.MaxPages, want.Memory, want.Timeout = cfg.MaxText, cfg.MaxPages, cfg.Memory, max(left-grace, left/2)
	want.Password, want.Pages = cfg.Password, cfg.pages
	answer, err := ask(in, out, &childRequest{body, want}, int64(cfg.MaxText))
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		kill() // it talks, but not sense
	}
	_ = in.Close()
	ended := cmd.Wait()
	switch {
	case err == nil:
		return answer, nil
	case ctx.Err() != nil:
		return nil, because(ctx.Err(), KindTimeout, "reading the PDF took too long")
	case said.says("out of memory", "cannot allocate memory"):
		return nil, fail(KindTooLarge, "reading the PDF needs more than %d MB of memory", cfg.Memory>>20)
	case said.says("stack overflow"):
		return nil, fail(KindBroken, "the PDF is damaged: it is nested without end")
	case ended != nil:
		err = ended
	}
	return nil, because(err, KindBroken, "the PDF is damaged: its reader failed")
}

// ask sends the request and reads the answer, which has no reason to be much longer than the text it may hold.
func ask(in io.Writer, out io.Reader, req *childRequest, maxText int64) (*childAnswer, error) {
	sent := make(chan error, 1)
	go func() { sent <- gob.NewEncoder(in).Encode(req) }()
	var answer childAnswer
	if err := gob.NewDecoder(io.LimitReader(out, 4*maxText+1<<20)).Decode(&answer); err != nil {
		return nil, err
	}
	return &answer, <-sent
}

// complaint keeps the beginning of what a process complains of.
type complaint struct{ b bytes.Buffer }

// Write implements io.Writer.
func (t *complaint) Write(p []byte) (int, error) {
	if room := 4096 - t.b.Len(); room > 0 {
		t.b.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

func (t *complaint) says(words ...string) bool {
	for _, w := range words {
		if strings.Contains(t.b.String(), w) {
			return true
		}
	}
	return false
}

// A Child makes the process that runs [ReadChild] on its standard input and output, not yet started, ended by ctx.
type Child func(ctx context.Context) *exec.Cmd
