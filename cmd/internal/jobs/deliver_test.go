package jobs_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// outbox is a store with so many changes that wait for channels.
func outbox(t *testing.T, n int, channels ...string) *store.Store {
	t.Helper()
	st := open(t, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	ctx := context.Background()
	err := st.Write(ctx, func(tx *store.Tx) error {
		service, err := tx.PutService(ctx, "甲クラウド", when)
		for i := range n {
			if err == nil {
				_, err = tx.PutChange(ctx, store.Change{
					ID: fmt.Sprintf("c-%d", i), ServiceID: service.ID, OldVersion: i + 1, NewVersion: i + 2, Cause: "vendor", At: when.Add(time.Duration(i) * time.Hour), Substantive: true,
					Direction: "worse", Flags: []string{"ai-training"}, Factors: []string{"F1"}, JSON: []byte(`{"schema":"kiyaku.change/1"}`),
					Summary: fmt.Sprintf("甲クラウド <規約> の変更 %d\n\n第4条\x01が加わった\n", i),
				}, channels...)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

var when = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func clock(at time.Time) func() time.Time { return func() time.Time { return at } }

// readChannel reads one channel from a file of its own.
func readChannel(t *testing.T, text string) []jobs.Channel {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "channels.toml")
	for name, content := range map[string]string{"channels.toml": text, "secret": "s3cret\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	channels, err := jobs.ReadChannels(file, lex)
	if err != nil {
		t.Fatal(err)
	}
	return channels
}

func TestFeed(t *testing.T) {
	st := outbox(t, 3, "feed", "other")
	channels := readChannel(t, "[[channel]]\nname = \"feed\"\natom = \"changes.xml\"\n")
	n, err := jobs.Deliver(t.Context(), st, channels, clock(when.Add(24*time.Hour)))
	if err != nil || n != 3 {
		t.Fatalf("Deliver = %d, %v, want 3", n, err)
	}
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(when.Add(48*time.Hour))); err != nil || n != 0 {
		t.Errorf("delivered a second time: %d, %v", n, err)
	}
	data, err := os.ReadFile(channels[0].Atom)
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	if len(feed.Entries) != 3 || feed.Entries[0].ID != "urn:kiyaku:change:c-2" || feed.Entries[2].Title != "甲クラウド <規約> の変更 0" ||
		!strings.Contains(feed.Entries[0].Content, "第4条が加わった") || feed.Updated != "2026-11-20T11:00:00Z" {
		t.Errorf("feed = %+v", feed)
	}
}

// A webhook gets signed messages; what it does not take is sent again under the same ID, later.
// What a feed was told stays in it, however much others are told.
func TestFeedKeepsItsChanges(t *testing.T) {
	st := outbox(t, 1, "feed")
	ctx := t.Context()
	if err := st.Write(ctx, func(tx *store.Tx) error {
		service, err := tx.Service(ctx, "甲クラウド")
		for i := range 1100 {
			var channels []string
			if i == 1099 {
				channels = []string{"feed"}
			}
			if err == nil {
				_, err = tx.PutChange(ctx, store.Change{ID: fmt.Sprintf("d-%d", i), ServiceID: service.ID, OldVersion: 1, NewVersion: 2, Cause: "vendor",
					At: when.Add(time.Duration(i+1) * time.Minute), JSON: []byte("{}"), Summary: "later"}, channels...)
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "feed.xml")
	channels := readChannel(t, fmt.Sprintf("[[channel]]\nname = \"feed\"\natom = %q\n", path))
	if n, err := jobs.Deliver(ctx, st, channels, clock(when.Add(48*time.Hour))); n != 2 || err != nil {
		t.Fatalf("Deliver = %d, %v, want 2", n, err)
	}
	feed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]int{"urn:kiyaku:change:c-0<": 1, "urn:kiyaku:change:d-1099<": 1, "<entry>": 2} {
		if n := strings.Count(string(feed), id); n != want {
			t.Errorf("%s is in the feed %d times, want %d", id, n, want)
		}
	}
}

func TestWebhook(t *testing.T) {
	var mu sync.Mutex
	status, got := http.StatusServiceUnavailable, []string{}
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		if want := jobs.Signature("s3cret", r.Header.Get(jobs.HeaderTimestamp), body); r.Header.Get(jobs.HeaderSignature) != want {
			t.Errorf("signature %q, want %q", r.Header.Get(jobs.HeaderSignature), want)
		}
		var m struct {
			ID, Service, Direction string
			New                    int `json:"new_version"`
			Change                 struct{ Schema string }
		}
		if err := json.Unmarshal(body, &m); err != nil || m.ID != r.Header.Get(jobs.HeaderID) || m.Service != "甲クラウド" || m.New != 2 || m.Change.Schema != "kiyaku.change/1" {
			t.Errorf("message %+v, %v", m, err)
		}
		got = append(got, m.ID)
		w.WriteHeader(status)
	}))
	defer hook.Close()
	st := outbox(t, 1, "hook")
	channels := readChannel(t, fmt.Sprintf("[[channel]]\nname = \"hook\"\nwebhook = %q\nsecret-file = \"secret\"\n", hook.URL))
	now := when.Add(24 * time.Hour)
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(now)); n != 0 || err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("Deliver = %d, %v, want the receiver's 503", n, err)
	}
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(now.Add(time.Second))); n != 0 || err != nil {
		t.Errorf("Deliver before the pause is over = %d, %v", n, err)
	}
	mu.Lock()
	status = http.StatusNoContent
	mu.Unlock()
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(now.Add(2*time.Minute))); n != 1 || err != nil {
		t.Errorf("Deliver = %d, %v, want 1", n, err)
	}
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(now.Add(time.Hour))); n != 0 || err != nil {
		t.Errorf("Deliver after delivery = %d, %v", n, err)
	}
	if strings.Join(got, " ") != "c-0 c-0" {
		t.Errorf("the receiver got %q, want the same ID twice", got)
	}
}

// A delivery that always fails is given up in the end.
func TestWebhookGivesUp(t *testing.T) {
	st := outbox(t, 1, "hook")
	channels := readChannel(t, "[[channel]]\nname = \"hook\"\nwebhook = \"http://127.0.0.1:1/\"\nsecret-file = \"secret\"\n")
	now := when.Add(24 * time.Hour)
	tries := 0
	for range 20 {
		if _, err := jobs.Deliver(t.Context(), st, channels, clock(now)); err != nil {
			tries++
		}
		now = now.Add(48 * time.Hour)
	}
	states, err := st.Deliveries(t.Context(), "c-0")
	if err != nil || len(states) != 1 || states[0].State != "given-up" || tries != 9 || states[0].Problem == "" {
		t.Errorf("after %d attempts: %+v, %v; want it given up after 9", tries, states, err)
	}
}

// smtpServer takes letters; with a certificate it offers STARTTLS.
type smtpServer struct {
	net.Listener
	cert    *tls.Certificate
	mu      sync.Mutex
	letters []string
	secure  bool // the last letter came over TLS
}

func (s *smtpServer) serve() {
	for {
		conn, err := s.Accept()
		if err != nil {
			return
		}
		go s.talk(conn)
	}
}

func (s *smtpServer) talk(conn net.Conn) {
	defer func() { conn.Close() }()
	r := bufio.NewReader(conn)
	say := func(line string) { fmt.Fprintf(conn, "%s\r\n", line) }
	secure := false
	say("220 test")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " x")[0]); verb {
		case "EHLO":
			if s.cert != nil && !secure {
				say("250-test")
				say("250 STARTTLS")
			} else {
				say("250 test")
			}
		case "STARTTLS":
			say("220 go")
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*s.cert}})
			r, secure = bufio.NewReader(conn), true
		case "DATA":
			say("354 go")
			var b strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				b.WriteString(line)
			}
			s.mu.Lock()
			s.letters, s.secure = append(s.letters, b.String()), secure
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func newSMTP(t *testing.T, cert *tls.Certificate) *smtpServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &smtpServer{Listener: l, cert: cert}
	t.Cleanup(func() { l.Close() })
	go s.serve()
	return s
}

func TestMail(t *testing.T) {
	server := newSMTP(t, nil)
	text := fmt.Sprintf("[[channel]]\nname = \"mail\"\nmail = [\"法務 <legal@example.co.jp>\", \"b@example.co.jp\"]\nfrom = \"kiyaku@example.co.jp\"\nserver = %q\n", server.Addr())
	st := outbox(t, 1, "mail")
	if n, err := jobs.Deliver(t.Context(), st, readChannel(t, text), clock(when.Add(time.Hour))); n != 0 || err == nil || !strings.Contains(err.Error(), "STARTTLS") {
		t.Errorf("Deliver without TLS = %d, %v, want a refusal", n, err)
	}
	if n, err := jobs.Deliver(t.Context(), st, readChannel(t, text+"plain = true\n"), clock(when.Add(24*time.Hour))); n != 1 || err != nil {
		t.Fatalf("Deliver = %d, %v, want 1", n, err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	letter, err := mail.ReadMessage(strings.NewReader(server.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil || subject != "甲クラウド <規約> の変更 0" || letter.Header.Get("Message-ID") != "<c-0@example.co.jp>" {
		t.Errorf("subject %q (%v), id %q", subject, err, letter.Header.Get("Message-ID"))
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, letter.Body))
	if err != nil || !bytes.Contains(body, []byte("第4条")) {
		t.Errorf("body %q, %v", body, err)
	}
}

// Mail servers refuse lines of more than 998 bytes: many receivers and long names of services make none.
func TestMailKeepsLinesShort(t *testing.T) {
	server := newSMTP(t, nil)
	st := open(t, "sqlite:"+filepath.Join(t.TempDir(), "kiyaku.db"))
	ctx := t.Context()
	if err := st.Write(ctx, func(tx *store.Tx) error {
		service, err := tx.PutService(ctx, "A", when)
		if err == nil {
			_, err = tx.PutChange(ctx, store.Change{ID: "c", ServiceID: service.ID, OldVersion: 1, NewVersion: 2, Cause: "vendor", At: when, JSON: []byte("{}"),
				Summary: strings.Repeat("長い名前のクラウドサービス", 100) + "の変更\n本文"}, "mail")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var to []string
	for i := range 40 {
		to = append(to, fmt.Sprintf("%q", fmt.Sprintf("法務部 第%d課 <legal-%d@example.co.jp>", i, i)))
	}
	text := fmt.Sprintf("[[channel]]\nname = \"mail\"\nmail = [%s]\nfrom = \"kiyaku@example.co.jp\"\nserver = %q\nplain = true\n", strings.Join(to, ", "), server.Addr())
	if n, err := jobs.Deliver(ctx, st, readChannel(t, text), clock(when.Add(time.Hour))); n != 1 || err != nil {
		t.Fatalf("Deliver = %d, %v, want 1", n, err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	for line := range strings.Lines(server.letters[0]) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes: %.80s…", len(line), line)
		}
	}
	letter, err := mail.ReadMessage(strings.NewReader(server.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	list, err := letter.Header.AddressList("To")
	if err != nil || len(list) != 40 || list[39].Name != "法務部 第39課" {
		t.Errorf("receivers %v, %v", list, err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	if err != nil || !strings.HasPrefix(subject, "長い名前のクラウドサービス長い") || !strings.HasSuffix(subject, "…") {
		t.Errorf("subject %q, %v", subject, err)
	}
}

// Where the server offers TLS it is used, and a certificate that is not to be trusted ends the attempt.
func TestMailRefusesDoubtfulTLS(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	server := newSMTP(t, &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key})
	st := outbox(t, 1, "mail")
	channels := readChannel(t, fmt.Sprintf("[[channel]]\nname = \"mail\"\nmail = [\"a@example.co.jp\"]\nfrom = \"k@example.co.jp\"\nserver = %q\nplain = true\n", server.Addr()))
	if n, err := jobs.Deliver(t.Context(), st, channels, clock(when.Add(time.Hour))); n != 0 || err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("Deliver = %d, %v, want a complaint about the certificate", n, err)
	}
	server.mu.Lock()
	defer server.mu.Unlock()
	if len(server.letters) != 0 {
		t.Error("a letter was sent")
	}
}

func TestReadChannelsErrors(t *testing.T) {
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"none", "", []string{"no [[channel]]"}},
		{"syntax", "[[channel]\n", []string{"channels.toml:1"}},
		{"unknown key", "[[channel]]\nname = \"a\"\nurl = \"x\"\n", []string{`channels.toml:3: unknown key "channel.url"`}},
		{"all problems at once", "[[channel]]\nflags = [\"x\"]\nfactors = [\"F9\"]\nseverity = \"high\"\natom = \"a\"\nmail = [\"b\"]\n[[channel]]\nname = \"w\"\nwebhook = \"hooks\"\nsecret-file = \"gone\"\n[[channel]]\nname = \"m\"\nmail = [\"nobody\"]\nserver = \"x\"\n",
			[]string{"no name", `no flag "x"`, `factor "F9"`, `severity "high"`, "one of atom, webhook and mail", `webhook "hooks"`, "secret-file", `from ""`, `"nobody" is no mail`, `server "x" must be HOST:PORT`}},
	} {
		file := filepath.Join(t.TempDir(), "channels.toml")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := jobs.ReadChannels(file, lex)
		for _, w := range c.want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: error %v, want %q in it", c.name, err, w)
			}
		}
	}
}
