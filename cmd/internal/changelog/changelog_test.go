package changelog

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kiyaku/analyzer"
	"kiyaku/corpus/versions"
	"kiyaku/lexicon"
)

const terms = `# Midori Cloud Terms of Service

## 1. Service

We provide the Service to you as described in the order form. You may use the Service for your business.

## 2. Customer Data

We will not access or use Customer Data except as necessary to provide the Service. We keep Customer Data for 30 days after the end of the agreement.

## 3. Liability

Our liability is limited to the fees that you paid in the 12 months before the claim. The laws of Japan govern this agreement.
`

func replaced(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(terms) }

// list makes versions of texts, one a month; "" is a deletion.
func list(texts ...string) []versions.Version {
	var out []versions.Version
	for i, text := range texts {
		v := versions.Version{Commit: strings.Repeat(string(rune('a'+i)), 40), At: time.Date(2024, time.Month(i+1), 1, 0, 0, 0, 0, time.UTC), Cause: versions.Changes}
		if text == "" {
			v.Gone = true
		} else {
			v.Text, v.Blob = []byte(text), text
		}
		out = append(out, v)
	}
	return out
}

func config(t testing.TB) Config {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	anl, err := analyzer.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return Config{Lexicon: lex, Analyzer: anl, Service: "Midori Cloud", Type: "Terms of Service", Tool: "kiyaku"}
}

func TestMake(t *testing.T) {
	cfg := config(t)
	trains := replaced("We keep Customer Data for 30 days after the end of the agreement.", "We may use Customer Data to train our machine learning models.")
	longer := replaced("30 days", "130 days")
	spaced := replaced("We provide the Service", "We   provide the\nService")
	linked := replaced("the order form", "the [order form](https://midori.example/order?utm_source=x)")
	upgraded := replaced("\n## 3. Liability", "\nMidori Cloud Help Center\n\n## 3. Liability")
	const wall = "# Midori Cloud\n\nPlease enable JavaScript.\n"
	const japanese = "# みどりクラウド利用規約\n\n## 第1条（サービス）\n\n当社は、注文書に記載した本サービスを契約者に提供します。\n"
	for _, c := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"change and return", []string{terms, trains, terms}, "first substantive<0 return"},
		{"the same again", []string{terms, spaced, terms}, "first same<0 same<1"},
		{"link", []string{terms, linked}, "first minor<0"},
		{"number", []string{terms, longer}, "first substantive<0"},
		{"wall, then the old text", []string{terms, wall, terms}, "first fault<0 return"},
		{"wall, then a new text is compared with the last whole one", []string{terms, wall, longer}, "first fault<0 substantive<0"},
		{"another language that stays", []string{terms, japanese, japanese + "\n## 第2条（料金）\n\n契約者は、料金を支払います。\n", terms}, "first fault<0 substantive<1 return"},
		{"deleted and back", []string{terms, "", longer}, "first gone substantive<0"},
		{"not readable", []string{terms, "\x00\x01\x02\x03", terms}, "first unread same<0"},
	} {
		log, err := Make(t.Context(), list(c.texts...), cfg)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, classes(log)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		for i, e := range log.Entries {
			if (e.Report != nil) != (e.Class == Substantive) {
				t.Errorf("%s: version %d is %s with report %v", c.name, i, e.Class, e.Report != nil)
			}
		}
	}
	upgrade := list(terms, upgraded, longer)
	upgrade[1].Cause = versions.Upgrade
	log, err := Make(t.Context(), upgrade, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := classes(log); got != "first upgrade<0 substantive<1" {
		t.Errorf("upgrade: %s", got)
	}
}

// TestMakeSince: a text from before the log is a return too.
func TestMakeSince(t *testing.T) {
	all := list(terms, replaced("30 days", "130 days"), replaced("30 days", "60 days"), terms)
	for i := range all[:2] {
		all[i].Text = nil
	}
	log, err := Make(t.Context(), all, config(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := classes(log); got != "first return" || !log.Entries[1].Returned.Equal(all[0].At) {
		t.Errorf("%s to the version of %v, want a return to that of %v", got, log.Entries[1].Returned, all[0].At)
	}
}

// classes writes the log as "class<index of what it was compared with".
func classes(l *Log) string {
	var out []string
	for _, e := range l.Entries {
		s := string(e.Class)
		if e.Against >= 0 {
			s += "<" + string(rune('0'+e.Against))
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestMakeStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Make(ctx, list(terms), config(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	log, err := Make(t.Context(), nil, config(t))
	if err != nil || len(log.Entries) != 0 {
		t.Errorf("no versions: %v, %v", log, err)
	}
}
