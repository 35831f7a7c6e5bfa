package find

import (
	"strings"

	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// answers reads questions with their answers in English documents: a question states nothing, and "No." or "Yes." behind
// it states, or denies, what it asked. Of other answers it tells what they are about.
func (d *doc) answers() {
	switch d.Document.Lang {
	case corpus.Japanese:
		d.bareAnswers()
		return
	case corpus.English:
	default:
		return
	}
	for i := range d.Sentences {
		if d.readings[i] == nil || !strings.HasSuffix(strings.TrimSpace(d.Sentences[i].Body.In(d.Text)), "?") {
			continue
		}
		asked := d.tokens[i]
		d.readings[i].Frames = nil
		j := i + 1
		if j >= len(d.Sentences) || d.readings[j] == nil || d.Sentences[j].LeadIn >= 0 && d.Sentences[j].LeadIn != i {
			continue
		}
		said := answerOf(d.tokens[j])
		d.readings[j].All.Union(&d.readings[i].All)
		if said == 0 {
			continue
		}
		statement := stated(withoutMark(asked), said < 0, d.tokens[j])
		if statement == nil {
			continue
		}
		r := d.lang.parser.Parse(&frame.Input{Tokens: statement, Text: d.Text, Names: d.names, Default: d.defaultActor(i)})
		for k := range r.Frames {
			f := r.Frames[k]
			onlyWithin(&f, d.Sentences[j].Body)
			f.Action.Span = d.Sentences[j].Body
			d.readings[j].Frames = append(d.readings[j].Frames, f)
		}
	}
}

// withoutMark leaves out the "Q:" before a question or the "A:" before an answer.
func withoutMark(t []token.Token) []token.Token {
	if len(t) > 1 && (t[1].Surface == ":" || t[1].Surface == ".") && marks[strings.ToLower(strings.TrimRight(t[0].Surface, "0123456789"))] {
		return t[2:]
	}
	return t
}

var marks = words("q a question answer")

// answerOf tells whether an answer says yes (1) or no (-1); 0 if it says neither.
func answerOf(t []token.Token) int {
	t = withoutMark(t)
	if len(t) == 0 {
		return 0
	}
	switch first := t[0].Low; {
	case first == "yes" || first == "always" || first == "certainly" || first == "indeed":
		return 1
	case first == "no" && (len(t) == 1 || t[1].POS == token.Symbol) || first == "never":
		return -1
	case len(t) <= 5 && answering[first]: // "It will not."
		for _, w := range t {
			if s := w.Low; s == "not" || strings.HasSuffix(s, "n't") || strings.HasSuffix(s, "n’t") {
				return -1
			}
		}
	}
	return 0
}

var answering = words("it they we he she that this")

// stated turns a question that yes or no answers into a statement of the provider: "do you read our mail" becomes "we do read
// your mail". It gives nil for other questions.
func stated(t []token.Token, denied bool, answer []token.Token) []token.Token {
	if n := len(t); n > 0 && t[n-1].Surface == "?" {
		t = t[:n-1]
	}
	if len(t) < 3 || !asking[t[0].Low] {
		return nil
	}
	verb := 2
	for verb < len(t)-1 && verb < 6 && t[1].POS == token.Word && !subjectEnds(t, verb) {
		verb++
	}
	turn := t[1].Low == "you" || t[1].Low == "your" && providers[t[2].Low]
	for _, w := range append(append([]token.Token{}, t...), answer...) {
		s := w.Low
		turn = turn || s == "my" || s == "i" || s == "me"
	}
	var out []token.Token
	out = append(out, t[1:verb]...)
	out = append(out, t[0])
	if denied {
		out = append(out, word("not", t[0]))
	}
	out = append(out, t[verb:]...)
	for k := range out {
		if other, ok := otherSide[out[k].Low]; ok && turn {
			out[k] = word(other, out[k])
		}
	}
	return out
}

func subjectEnds(t []token.Token, verb int) bool {
	s := t[verb-1].Low
	return !determiners[s] && s != "my" && s != "own" && !subjectNouns[t[verb].Low]
}

// word gives a word at the place of token at.
func word(s string, at token.Token) token.Token {
	at.Surface, at.Lexeme = s, token.NewWord(s, token.Word, corpus.English)
	return at
}

// providers are what "your" stands before in a question to a provider: "Do your engineers …?"
var providers = words("employees employee staff engineers engineer personnel team teams people technicians administrators admins support company firm organisation organization subprocessors sub-processors subcontractors contractors affiliates developers operators helpdesk agents systems")

// subjectNouns may end the subject of a question: "Is customer data …?", "Do support engineers …?"
var subjectNouns = words("data content information records files documents messages prompts inputs logs backups keys employees staff engineers personnel team teams technicians administrators agents")

var (
	asking    = words("do does did can could will would may is are shall has have must should")
	otherSide = map[string]string{"you": "we", "your": "our", "we": "you", "us": "you", "our": "your", "my": "your", "i": "you", "me": "you"}
)
