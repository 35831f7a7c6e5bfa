package jobs

import (
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"kiyaku/corpus/fetch"
	"kiyaku/lexicon"
)

// A Channel is where changes are reported to: exactly one of Atom, Webhook and Mail is set.
type Channel struct {
	Name     string   `toml:"name"`
	Flags    []string `toml:"flags"`    // only changes that concern one of these; none for all
	Factors  []string `toml:"factors"`  // likewise
	Severity Severity `toml:"severity"` // "" is Substantive

	Atom string `toml:"atom"` // path of a feed

	Webhook    string `toml:"webhook"`     // address that gets a POST
	SecretFile string `toml:"secret-file"` // holds what it is signed with

	Mail         []string `toml:"mail"` // receivers
	From         string   `toml:"from"`
	Server       string   `toml:"server"` // HOST:PORT
	User         string   `toml:"user"`
	PasswordFile string   `toml:"password-file"`
	Plain        bool     `toml:"plain"` // send without TLS; for a relay on the own machine

	secret, password string
	from             *mail.Address
	to               []*mail.Address
}

// Filter is what of a channel concerns the choice of changes.
func (c *Channel) Filter() Filter {
	return Filter{Name: c.Name, Flags: c.Flags, Factors: c.Factors, Severity: c.Severity}
}

// ReadChannels reads a file of channels, a TOML table [[channel]] for each:
//
//	[[channel]]
//	name     = "legal"
//	atom     = "changes.xml"          # or webhook = "https://…" with secret-file,
//	severity = "worse"                # or mail = ["legal@example.co.jp"] with from, server, user, password-file
//	flags    = ["ai-training"]
//	factors  = ["F1"]
//
// Paths are relative to the file. The error joins all problems.
func ReadChannels(path string, lex *lexicon.Lexicon) ([]Channel, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("channels: %w", err)
	}
	var file struct {
		Channel []Channel `toml:"channel"`
	}
	dec := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		var strict *toml.StrictMissingError
		var syntax *toml.DecodeError
		switch {
		case errors.As(err, &strict):
			var errs []error
			for _, e := range strict.Errors {
				line, _ := e.Position()
				errs = append(errs, fmt.Errorf("%s:%d: unknown key %q", path, line, strings.Join(e.Key(), ".")))
			}
			return nil, errors.Join(errs...)
		case errors.As(err, &syntax):
			line, _ := syntax.Position()
			return nil, fmt.Errorf("%s:%d: %s", path, line, syntax.Error())
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(file.Channel) == 0 {
		return nil, fmt.Errorf("%s: no [[channel]] in it", path)
	}
	var errs []error
	seen := map[string]bool{}
	for i := range file.Channel {
		c := &file.Channel[i]
		for _, problem := range c.check(filepath.Dir(path), lex) {
			errs = append(errs, fmt.Errorf("%s: channel %d (%s): %s", path, i+1, c.Name, problem))
		}
		if seen[c.Name] {
			errs = append(errs, fmt.Errorf("%s: channel %d: another one is called %q", path, i+1, c.Name))
		}
		seen[c.Name] = true
	}
	return file.Channel, errors.Join(errs...)
}

// check lists what is wrong with a channel, and reads its files.
func (c *Channel) check(dir string, lex *lexicon.Lexicon) (problems []string) {
	wrong := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if c.Name == "" {
		wrong("no name")
	}
	for _, id := range c.Flags {
		if lex.Flag(id) == nil {
			wrong("the lexicon has no flag %q", id)
		}
	}
	for _, id := range c.Factors {
		if !slices.Contains([]string{"F1", "F2", "F3"}, id) {
			wrong("factor %q is none of F1, F2, F3", id)
		}
	}
	if c.Severity != "" && !slices.Contains(Severities(), c.Severity) {
		wrong("severity %q is none of all, substantive, worse, verdict", c.Severity)
	}
	kinds := 0
	for _, set := range []bool{c.Atom != "", c.Webhook != "", len(c.Mail) > 0} {
		if set {
			kinds++
		}
	}
	if kinds != 1 {
		wrong("it needs one of atom, webhook and mail")
	}
	read := func(key, path string) string {
		if path == "" {
			return ""
		}
		data, err := os.ReadFile(located(path, dir))
		if err != nil {
			wrong("%s: %v", key, err)
			return ""
		}
		line, _, _ := strings.Cut(string(data), "\n")
		if line = strings.TrimSpace(line); line == "" {
			wrong("%s %s: its first line is empty", key, path)
		}
		return line
	}
	switch {
	case c.Atom != "":
		c.Atom = located(c.Atom, dir)
	case c.Webhook != "":
		if !fetch.IsURL(c.Webhook) {
			wrong("webhook %q is no web address", c.Webhook)
		}
		if c.SecretFile == "" {
			wrong("webhook needs secret-file: a file whose first line the messages are signed with")
		}
		c.secret = read("secret-file", c.SecretFile)
	case len(c.Mail) > 0:
		problems = append(problems, c.checkMail()...)
		c.password = read("password-file", c.PasswordFile)
	}
	return problems
}

func (c *Channel) checkMail() (problems []string) {
	var err error
	if c.from, err = mail.ParseAddress(c.From); err != nil {
		problems = append(problems, fmt.Sprintf("from %q is no mail address", c.From))
	}
	for _, to := range c.Mail {
		a, err := mail.ParseAddress(to)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%q is no mail address", to))
			continue
		}
		c.to = append(c.to, a)
	}
	if host, port, ok := strings.Cut(c.Server, ":"); !ok || host == "" || port == "" {
		problems = append(problems, fmt.Sprintf("server %q must be HOST:PORT, such as smtp.example.co.jp:587", c.Server))
	}
	return problems
}
