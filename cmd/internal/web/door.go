package web

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"
)

var languages = language.NewMatcher([]language.Tag{language.Japanese, language.English})

// langOf is the language of pages for a request: the one that was chosen, else what the browser prefers.
func (s *Server) langOf(r *http.Request) string {
	if c, err := r.Cookie(langCookie); err == nil && (c.Value == "ja" || c.Value == "en") {
		return c.Value
	}
	if tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language")); err == nil && len(tags) > 0 {
		if _, k, sure := languages.Match(tags...); sure > language.No {
			return []string{"ja", "en"}[k]
		}
	}
	if s.Lang == "en" {
		return "en"
	}
	return "ja"
}

// settings keeps the visitor's language and name.
func (s *Server) settings(v *visit) error {
	if lang := v.PostFormValue("lang"); lang == "ja" || lang == "en" {
		v.setCookie(langCookie, lang)
	}
	if v.PostForm.Has("name") && s.UserHeader == "" {
		v.setCookie(userCookie, url.QueryEscape(tidyName(v.PostForm.Get("name"))))
	}
	next := v.PostFormValue("next")
	if !inside(next) {
		next = "/"
	}
	v.see(next)
	return nil
}

type loginForm struct {
	Next  string
	Wrong bool
}

func (s *Server) loginPage(v *visit) error {
	next := v.URL.Query().Get("next")
	if !inside(next) {
		next = "/"
	}
	return v.show("login", loginForm{Next: next})
}

func (s *Server) login(v *visit) error {
	next := v.PostFormValue("next")
	if !inside(next) || strings.HasPrefix(next, "/login") {
		next = "/"
	}
	if s.Token == "" || !same(v.PostFormValue("secret"), s.Token) {
		return v.showStatus(http.StatusUnauthorized, "login", loginForm{Next: next, Wrong: true})
	}
	v.logIn()
	if name := tidyName(v.PostFormValue("name")); name != "" {
		v.setCookie(userCookie, url.QueryEscape(name))
	}
	v.see(next)
	return nil
}

func (s *Server) logout(v *visit) error {
	http.SetCookie(v.w, &http.Cookie{Name: sessionCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: v.secure()})
	v.see("/login")
	return nil
}

func (s *Server) health(v *visit) error {
	if _, err := s.Store.Counts(v.Context()); err != nil {
		return refused(http.StatusServiceUnavailable, "error.store")
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = v.w.Write([]byte("ok\n"))
	return nil
}

// queue hands over to the pages for operators, which set styles of their own. No text of strangers is shown there.
func (s *Server) queue(v *visit) error {
	v.w.Header().Set("Content-Security-Policy", strings.NewReplacer("style-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self'", "img-src 'self' data:").Replace(policy))
	s.Operators.ServeHTTP(v.w, v.Request)
	return nil
}

func (s *Server) help(v *visit) error { return v.show("help", nil) }
