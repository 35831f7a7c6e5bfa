package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"
)

// Names of cookies. All are HttpOnly and SameSite=Strict; none holds anything that others may not read.
const (
	sessionCookie = "kiyaku-session" // a random name for the browser; with a proof, that it is logged in
	userCookie    = "kiyaku-user"    // the visitor's name
	langCookie    = "kiyaku-lang"
)

const sessionLife = 30 * 24 * time.Hour

// policy lets pages load from this server only, and run no script but its files.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// harden sets what every answer must say, and refuses what comes from other sites or comes too often.
func (s *Server) harden(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		v := &visit{Request: r, w: w, s: s, lang: s.langOf(r)}
		if s.Token == "" && s.UserHeader == "" && !localName(r.Host) { // a name of elsewhere that points here
			v.fail(refused(http.StatusMisdirectedRequest, "error.cross-site"))
			return
		}
		if err := cross.Check(r); err != nil {
			v.fail(refused(http.StatusForbidden, "error.cross-site"))
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !s.visits.allow(s.whoAsks(r)) {
			w.Header().Set("Retry-After", "5")
			v.fail(refused(http.StatusTooManyRequests, "error.too-often"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// localName reports whether a Host header names this machine as only its own users do.
func localName(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip := net.ParseIP(strings.Trim(name, "[]"))
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

// enter finds out who visits. With must, strangers are refused; so are forms without the token of the visitor's session.
func (v *visit) enter(must bool) error {
	session := v.session()
	v.csrf = v.s.sign("form", session)
	v.user = v.name()
	if must && !v.loggedIn(session) {
		return refused(http.StatusUnauthorized, "error.login")
	}
	changes := v.Method != http.MethodGet && v.Method != http.MethodHead
	if changes && !v.isAPI() && !v.tokenFits() {
		return refused(http.StatusForbidden, "error.token")
	}
	return nil
}

// tokenFits looks for the form token in a header first, which leaves a large body unread.
func (v *visit) tokenFits() bool {
	sent := v.Header.Get("X-CSRF-Token")
	if sent == "" {
		sent = v.URL.Query().Get("token") // forms with files
	}
	if sent == "" {
		v.Body = http.MaxBytesReader(v.w, v.Body, 1<<20)
		sent = v.PostFormValue("token")
	}
	return subtle.ConstantTimeCompare([]byte(sent), []byte(v.csrf)) == 1
}

// session is the visitor's session; a new one is given to browsers that have none.
func (v *visit) session() string {
	if c, err := v.Cookie(sessionCookie); err == nil && len(c.Value) < 200 && c.Value != "" {
		return c.Value
	}
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails
	value := base64.RawURLEncoding.EncodeToString(b)
	v.setCookie(sessionCookie, value)
	return value
}

// loggedIn reports whether the visitor may enter.
func (v *visit) loggedIn(session string) bool {
	s := v.s
	if s.UserHeader != "" {
		return v.Header.Get(s.UserHeader) != ""
	}
	if s.Token == "" {
		return true
	}
	if bearer, ok := strings.CutPrefix(v.Header.Get("Authorization"), "Bearer "); ok {
		return same(bearer, s.Token)
	}
	return s.proven(session)
}

// proven reports whether a session is one that this server logged in.
func (s *Server) proven(session string) bool {
	name, proof, ok := strings.Cut(session, ".")
	return ok && same(proof, s.sign("in", name))
}

// logIn turns the visitor's session into one that is logged in.
func (v *visit) logIn() {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails
	name := base64.RawURLEncoding.EncodeToString(b)
	v.setCookie(sessionCookie, name+"."+v.s.sign("in", name))
}

// name is what the visitor is called in reviews.
func (v *visit) name() string {
	if v.s.UserHeader != "" {
		return tidyName(v.Header.Get(v.s.UserHeader))
	}
	c, err := v.Cookie(userCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return tidyName(name)
}

// tidyName makes a name that fits into a line.
func tidyName(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	for utf8.RuneCountInString(s) > 60 {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

func (v *visit) setCookie(name, value string) {
	c := &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(sessionLife.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: v.secure(),
	}
	http.SetCookie(v.w, c)
	v.AddCookie(c)
}

// secure reports whether the visitor came over TLS, here or at a proxy in front.
func (v *visit) secure() bool {
	return v.TLS != nil || v.s.UserHeader != "" && v.Header.Get("X-Forwarded-Proto") == "https"
}

// sign is a proof of purpose and text that only this server can make.
func (s *Server) sign(purpose, text string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// same compares without telling by its time how much of it is right, nor how long it is.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// inside reports whether path is a page of this server, so that nobody is sent elsewhere after the login.
func inside(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

// whoAsks tells visitors apart for the limit: those who are logged in by their session, or by the name that the proxy in front
// gives them, since a team may come from one address; all others by address.
func (s *Server) whoAsks(r *http.Request) string {
	if s.UserHeader != "" {
		if name := r.Header.Get(s.UserHeader); name != "" {
			return "user " + name
		}
	} else if c, err := r.Cookie(sessionCookie); err == nil && s.Token != "" && s.proven(c.Value) {
		return "session " + c.Value
	}
	return addressOf(r)
}

func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// A limiter lets each visitor do so much in a second, and somewhat more at once.
type limiter struct {
	rate  rate.Limit
	burst int
	now   func() time.Time
	mu    sync.Mutex
	of    map[string]*rate.Limiter
}

func (l *limiter) allow(address string) bool {
	l.mu.Lock()
	if l.of == nil || len(l.of) > 10_000 { // an address that comes back starts anew
		l.of = map[string]*rate.Limiter{}
	}
	one := l.of[address]
	if one == nil {
		one = rate.NewLimiter(l.rate, l.burst)
		l.of[address] = one
	}
	l.mu.Unlock()
	return one.AllowN(l.now(), 1)
}
