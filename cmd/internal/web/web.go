// Package web serves the reviewer's desk: pages on which people read what was found about a service, judge each finding,
// answer the open questions, compare services and take documents home; and the same for programs, as an HTTP API.
//
// It works over a store: what is pasted or uploaded is kept there as a service, and every page shows what the store
// holds. Fetching and extracting are given to it as a function (Config.Read), since they need what only the command
// knows. All text that comes from documents, and from visitors, is escaped; pages carry no inline script and load nothing
// from elsewhere. Without script every page can be read and every form be sent; htmx and a small script make it quicker.
//
// Who may enter is decided by Config.Token or Config.UserHeader. With neither, whoever reaches the server is in: callers
// must then bind it to the loopback interface only.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/time/rate"

	"kiyaku/analyzer"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
	"kiyaku/lexicon"
)

// Config is what a [Server] works with. Store, Analyzer, Lexicon, Tool and Read are needed.
type Config struct {
	Store    *store.Store
	Analyzer *analyzer.Analyzer
	Lexicon  *lexicon.Lexicon
	Tool     string // name and version of the program, for the record

	// Read fetches or takes in what was asked for and extracts its text, one part for each document. It is called with a
	// deadline; it must open no file that a visitor names. Its error is shown to the visitor.
	Read func(ctx context.Context, r Request) ([]store.Part, error)
	// Name gives a service its name where the visitor gives none.
	Name func(docs []*corpus.Document) string
	// PDF prints a report in HTML; nil offers no PDF.
	PDF func(ctx context.Context, html []byte) ([]byte, error)

	Token      string // what visitors must know; "" asks for none
	UserHeader string // header in which a proxy in front names the visitor, such as X-Forwarded-User; "" for none
	Lang       string // of pages where the browser prefers neither Japanese nor English: "ja" (also "") or "en"

	// Operators are the pages on the job queue, below /queue/; nil: there are none.
	Operators http.Handler
	// Failed is told of errors that visitors learn nothing of; nil: nobody.
	Failed func(method, path string, err error)

	MaxUpload int64            // bytes of one upload with all its files; 0: 64 MiB
	Parallel  int              // documents that are read at the same time; 0: 2
	Rate      float64          // requests that change or cost something, for one visitor in a second (by address where they do not log in); 0: 2, with bursts of 20
	Timeout   time.Duration    // for reading what was asked for; 0: 3 minutes
	Now       func() time.Time // nil: time.Now
}

// A Request is what a visitor asks to be assessed: an address, or files, which are one service together.
type Request struct {
	URL    string
	Follow bool // read what a list of documents links to
	Files  []Upload
}

// An Upload is a file as it was sent.
type Upload struct {
	Name string // as the visitor's browser told; never a path to be opened
	Body []byte
}

// A Server serves the pages. It is safe for concurrent use.
type Server struct {
	Config
	comparer *diff.Comparer
	pages    map[string]*page
	assets   map[string]asset
	key      []byte // of sessions and form tokens, new at each start
	gate     chan struct{}
	visits   limiter
	mu       sync.Mutex
	read     map[string]*reading // the readings used last, by version and extraction
	lastUse  []string
}

// New makes a server. The error says what of cfg is missing, or names a fault of the build.
func New(cfg Config) (*Server, error) {
	if cfg.Store == nil || cfg.Analyzer == nil || cfg.Lexicon == nil || cfg.Read == nil {
		return nil, errors.New("web: Store, Analyzer, Lexicon and Read are needed")
	}
	if cfg.MaxUpload == 0 {
		cfg.MaxUpload = 64 << 20
	}
	if cfg.Parallel == 0 {
		cfg.Parallel = 2
	}
	if cfg.Rate == 0 {
		cfg.Rate = 2
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 3 * time.Minute
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{Config: cfg, comparer: diff.New(cfg.Lexicon), key: make([]byte, 32), gate: make(chan struct{}, cfg.Parallel), read: map[string]*reading{}}
	s.visits = limiter{rate: rate.Limit(cfg.Rate), burst: 20, now: cfg.Now}
	if _, err := rand.Read(s.key); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, err
	}
	if s.assets, err = readAssets(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler answers all requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, h handler) { mux.Handle(pattern, s.serve(h, false)) }
	in := func(pattern string, h handler) { mux.Handle(pattern, s.serve(h, true)) }
	open("GET /healthz", s.health)
	open("GET /static/{name}", s.asset)
	open("GET /login", s.loginPage)
	open("POST /login", s.login)
	in("POST /logout", s.logout)
	in("POST /settings", s.settings)
	in("GET /{$}", s.vendors)
	in("POST /scan", s.scan)
	in("GET /compare", s.compare)
	in("GET /changes", s.changes)
	in("GET /help", s.help)
	in("GET /services/{id}", s.service)
	in("GET /services/{id}/history", s.history)
	in("GET /services/{id}/diff/{old}/{new}", s.diff)
	in("GET /services/{id}/diff/{old}/{new}/report/{format}", s.diffDownload)
	in("GET /services/{id}/versions/{version}", s.review)
	in("GET /services/{id}/versions/{version}/report/{format}", s.download)
	in("POST /services/{id}/versions/{version}/findings/{finding}", s.judge)
	in("POST /services/{id}/versions/{version}/questions/{question}", s.answer)
	in("POST /services/{id}/versions/{version}/answers", s.answers)
	if s.Operators != nil {
		in("/queue/", s.queue)
		in("GET /queue", func(v *visit) error { v.see("/queue/"); return nil })
	}
	s.api(mux)
	in("/", func(*visit) error { return notFound() })
	return s.harden(packed(mux))
}

// packed compresses answers. A jitter in their length hides from onlookers what stands beside a form token.
func packed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.RandomJitter(64, 0, false))
	if err != nil {
		panic("web: " + err.Error()) // fails only for wrong options
	}
	return wrap(next)
}

// Serve answers what comes to listener until ctx ends, then lets running requests finish for some seconds.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: s.Timeout + 5*time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// now is the time to the millisecond, as the store keeps it.
func (s *Server) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }
