// Package lexicon holds what the analyzer knows as data: the flags, the authorities behind them, the reviewer's questions,
// and for each language the concepts (word lists) and rules that raise flags. The files are TOML, written for lawyers to
// read and extend; README.md in this folder explains them.
//
// The package loads and checks the files. Whether a rule does what its examples say is checked by package find, which
// runs them.
package lexicon

// A Flag is a kind of provision; IDs and meanings are those of the legal model, §3.
type Flag struct {
	ID        string   `toml:"id"`
	Family    string   `toml:"family"` // H handles, N does not handle, S supervision, G government access, R risk
	NameJA    string   `toml:"name-ja"`
	NameEN    string   `toml:"name-en"`
	MeaningJA string   `toml:"meaning-ja"` // completes 「事業者が…」 in one sentence
	MeaningEN string   `toml:"meaning-en"`
	Factors   []string `toml:"factors"`   // F1, F2, F3 that it bears on; empty if none
	Against   bool     `toml:"against"`   // its factors are *not* met by it
	Weak      bool     `toml:"weak"`      // alone it never makes a factor met
	Authority []string `toml:"authority"` // IDs
}

// An Authority is a text that a flag, factor or question rests on.
type Authority struct {
	ID        string   `toml:"id"`
	TitleJA   string   `toml:"title-ja"`
	TitleEN   string   `toml:"title-en"`
	Issuer    string   `toml:"issuer"`
	Date      string   `toml:"date"`       // of the text, YYYY-MM-DD
	Checked   string   `toml:"checked"`    // when we last compared it with the original, YYYY-MM-DD
	SummaryJA string   `toml:"summary-ja"` // one sentence in our own words
	SummaryEN string   `toml:"summary-en"`
	URL       string   `toml:"url"`
	Aliases   []string `toml:"aliases"` // older numbers, e.g. Q&A 5-33 for 7-53
}

// A Factor is one of the three reasons of the MK System case.
type Factor struct {
	ID        string   `toml:"id"`
	NameJA    string   `toml:"name-ja"`
	NameEN    string   `toml:"name-en"`
	MeaningJA string   `toml:"meaning-ja"`
	MeaningEN string   `toml:"meaning-en"`
	Authority []string `toml:"authority"`
}

// A Question is one that terms cannot answer; the reviewer asks the provider.
type Question struct {
	ID        string   `toml:"id"`
	Factor    string   `toml:"factor"` // "" if it bears on no factor
	TextJA    string   `toml:"text-ja"`
	TextEN    string   `toml:"text-en"`
	Met       []string `toml:"met"`     // answers that say the factor is met
	NotMet    []string `toml:"not-met"` // answers that say it is not
	Neutral   []string `toml:"neutral"` // answers that settle nothing; with no Met, NotMet and Neutral any text is an answer
	Authority []string `toml:"authority"`
}

// A Lexicon is everything loaded and checked. It is immutable and safe to share.
type Lexicon struct {
	Version     string // hash of all files, 12 hex digits
	Flags       []Flag
	Factors     []Factor
	Authorities []Authority
	Questions   []Question
	Languages   []*Language
}

// Flag gives the flag with this id, or nil.
func (l *Lexicon) Flag(id string) *Flag {
	for i := range l.Flags {
		if l.Flags[i].ID == id {
			return &l.Flags[i]
		}
	}
	return nil
}

// Language gives the rules for a language, or nil.
func (l *Lexicon) Language(code string) *Language {
	for _, g := range l.Languages {
		if g.Code == code {
			g.Open()
			return g
		}
	}
	return nil
}
