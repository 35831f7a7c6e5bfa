package diff

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kiyaku/analyzer/find"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// effect is what a change does to the customer in one point: below zero worse, above zero better.
type effect struct{ worse, better bool }

func (e *effect) add(sign int) {
	e.worse, e.better = e.worse || sign < 0, e.better || sign > 0
}

func (e effect) direction() Direction {
	switch {
	case e.worse && e.better:
		return Unknown
	case e.worse:
		return Worse
	case e.better:
		return Better
	}
	return Unknown
}

// direction tells what a substantive change does to the customer: by the flags that came and went, by the exceptions of
// those that stayed, by numbers whose meaning is plain, and else by who may, must or must not do more or less than before.
func (w *work) direction(ev *event) Direction {
	var e effect
	for _, id := range ev.FlagsAdded {
		if !slices.Contains(ev.beside, id) {
			e.add(w.bears(id))
		}
	}
	for _, id := range ev.FlagsRemoved {
		if !slices.Contains(ev.beside, id) {
			e.add(-w.bears(id))
		}
	}
	w.exceptions(ev, &e)
	if !e.worse && !e.better && ev.edit != nil {
		w.edited(ev, &e)
	}
	if !e.worse && !e.better && ev.edit == nil {
		w.alonePowers(ev, &e)
	}
	return e.direction()
}

// bears tells whether a flag speaks against the customer (-1), for it (+1) or neither (0), by its family in the legal model.
func (w *work) bears(id string) int {
	switch id {
	case "governing-law", "entrustment-statement":
		return 0
	case "sla":
		return 1
	}
	f := w.lex.Flag(id)
	if f == nil {
		return 0
	}
	switch f.Family {
	case "N", "S", "G":
		return 1
	case "H", "R":
		return -1
	}
	return 0
}

// exceptions compares the exceptions of flags that both places have: an exception to a promise takes, one to a power gives.
func (w *work) exceptions(ev *event, e *effect) {
	olds, news := w.old.findingsOf(ev.olds), w.new.findingsOf(ev.news)
	for _, n := range news {
		for _, o := range olds {
			if o.Flag != n.Flag {
				continue
			}
			sign := w.bears(n.Flag)
			if n.Flag == "carve-out" {
				sign = 1 // a promise still
			}
			if len(n.Exceptions) > len(o.Exceptions) && lacks(o, n) {
				e.add(-sign)
			} else if len(n.Exceptions) < len(o.Exceptions) && lacks(n, o) {
				e.add(sign)
			}
			break
		}
	}
}

// lacks reports whether f has no exception of some kind that g has.
func lacks(f, g *find.Finding) bool {
	have := map[find.ExceptionKind]int{}
	for _, x := range f.Exceptions {
		have[x.Kind]++
	}
	for _, x := range g.Exceptions {
		if have[x.Kind]--; have[x.Kind] < 0 {
			return true
		}
	}
	return false
}

var (
	noticeCue   = regexp.MustCompile(`(?i)notice|notif|in advance|prior to|advance|事前|予告|通知|前まで|猶予|以内に申し|aankondig|vooraf`)
	feeCue      = regexp.MustCompile(`(?i)[$€£¥]|fee|price|charge|料金|手数料|利用料|円|遅延損害金|tarief|kosten`)
	capCue      = regexp.MustCompile(`(?i)liab|exceed|damages|賠償|上限|責任|aansprakelijk`)
	uptimeCue   = regexp.MustCompile(`(?i)uptime|availability|稼働率|可用性|beschikbaarheid`)
	recoverCue  = regexp.MustCompile(`(?i)restor|recover|reactivat|refund|cancel|withdraw|opt[- ]?out|object|復元|復旧|返金|解約|取消|異議|クーリング`)
	retainCue   = regexp.MustCompile(`(?i)retain|retention|stored? for|kept for|delete|保存|保管|保有|削除|消去|bewaar|verwijder`)
	breachCue   = regexp.MustCompile(`(?i)breach|incident|漏えい|漏洩|datalek`)
	firstNumber = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)
)

// edited judges an edited sentence without flags that came or went.
func (w *work) edited(ev *event, e *effect) {
	text := strings.ToLower(ev.New.Quote)
	after := actsFor(ev.edit.b.words)
	for i, h := range ev.edit.hunks {
		dels, ins := ev.edit.a.words[h.a0:h.a1], ev.edit.b.words[h.b0:h.b1]
		switch ev.edit.why[i] {
		case ByNumber:
			e.add(numberEffect(text, amount(dels), amount(ins)))
		case ByException:
			switch {
			case after == providerVow && len(dels) == 0:
				e.add(-1) // a promise with a new condition
			case after == providerVow && len(ins) == 0:
				e.add(1)
			case after == providerMay && len(dels) == 0 && narrows(ins):
				e.add(1)
			case after == providerMay && len(ins) == 0 && narrows(dels):
				e.add(-1)
			}
		case ByNegation, ByModality:
			if before := actsFor(ev.edit.a.words); before != after {
				e.add(after.effect() - before.effect())
			}
		}
	}
}

// narrows reports whether words limit a power: consent, only, where necessary.
func narrows(words []string) bool {
	for _, w := range words {
		switch w {
		case "consent", "onli", "only", "unless", "except", "同意", "承諾", "除", "限", "opt-out", "opt-in":
			return true
		}
	}
	return false
}

// amount is the first number among words; -1 if there is none.
func amount(words []string) float64 {
	for _, w := range words {
		if m := firstNumber.FindString(w); m != "" {
			v, _ := strconv.ParseFloat(m, 64) // by the pattern
			return v
		}
	}
	return -1
}

// numberEffect tells what another number does, where the sentence says what it is a number of.
func numberEffect(text string, old, new float64) int {
	if old < 0 || new < 0 || old == new {
		return 0
	}
	more := 1
	if new < old {
		more = -1
	}
	switch {
	case breachCue.MatchString(text) && noticeCue.MatchString(text):
		return -more
	case noticeCue.MatchString(text), recoverCue.MatchString(text), uptimeCue.MatchString(text):
		return more
	case capCue.MatchString(text):
		return more
	case feeCue.MatchString(text):
		return -more
	case retainCue.MatchString(text):
		return -more
	}
	return 0
}

// power is who may, must or must not do something in a sentence without flags.
type power int

const (
	neither     power = iota
	providerMay       // the provider takes a right
	providerVow       // the provider promises to do or not to do something
	customerMay       // the customer gets a right
	customerVow       // the customer must or must not
)

// effect is better for what binds the provider or frees the customer.
func (p power) effect() int {
	switch p {
	case providerVow, customerMay:
		return 1
	case providerMay, customerVow:
		return -1
	}
	return 0
}

// Words, as canons leave them, that tell whose power or promise a sentence is.
var (
	providers = wordSet(`we our us company provider processor supplier vendor 当社 弊社 当団体 当会 運営者 運営会社 事業者 提供者 提供事業者 受託者
		wij verwerker leverancier`)
	customers = wordSet(`you your customer user subscriber client 契約者 利用者 客様 ユザ 会員 顧客 加盟店 委託者 klant gebruiker u opdrachtgever`)
	mays      = wordSet(`may can reserve entitled permitted right rights 可 得 mag kan mogen`)
	musts     = wordSet(`will must agree undertake required obligated need responsible waive 要 zal moet verplicht`)
	nots      = wordSet(`not never may-not no neither ない 禁止 niet geen`)
	owns      = wordSet(`own retain keep entitled`)
	burdens   = wordSet(`liable liability responsible responsibility warrant warranty warranties 責任 義務 保証 aansprakelijk`)
)

// wordSet makes a set of words and their stems.
func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w], out[britishless(token.Stem(w, corpus.English))] = true, true
	}
	return out
}

// reach is how many words behind its subject an English sentence says what its subject may or must.
const reach = 9

// actsFor tells whose power or promise a sentence is, by its first party and what follows on it: in Japanese at the end
// of the sentence, in other languages right behind the party.
func actsFor(words []string) power {
	at := slices.IndexFunc(words, func(w string) bool { return providers[w] || customers[w] })
	if at < 0 {
		return neither
	}
	provider, rest := providers[words[at]], words[at+1:]
	if r, _ := utf8.DecodeRuneInString(words[at]); isCJK(r) {
		if !slices.Contains(rest[:min(2, len(rest))], "が") {
			return neither // 当社の…
		}
		rest = rest[max(0, len(rest)-5):]
		if provider && anyOf(rest, burdens) && anyOf(rest, nots) {
			return providerMay // what it frees itself from
		}
	} else {
		if provider && anyOf(rest, burdens) && anyOf(rest, nots) {
			return providerMay
		}
		rest = rest[:min(len(rest), reach)]
	}
	not, may, must := anyOf(rest, nots), anyOf(rest, mays), anyOf(rest, musts)
	switch {
	case provider && may && !not:
		return providerMay
	case provider && (not || must), provider && endsJapanese(words):
		return providerVow
	case provider:
		return neither
	case not || must:
		return customerVow
	case may || anyOf(rest, owns):
		return customerMay
	case endsJapanese(words):
		return customerVow // ものとします
	}
	return neither
}

// endsJapanese reports whether a sentence ends with a verb of Japanese.
func endsJapanese(words []string) bool {
	r, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return isCJK(r)
}

func anyOf(words []string, set map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return set[w] })
}

// alonePowers judges what came or went by whose power or promise its sentences are.
func (w *work) alonePowers(ev *event, e *effect) {
	for _, i := range ev.news {
		e.add(actsFor(w.canonOf(w.new, i)).effect())
	}
	for _, i := range ev.olds {
		e.add(-actsFor(w.canonOf(w.old, i)).effect())
	}
}

func (w *work) canonOf(s *side, i int) []string {
	return canonical(w.unitToks(s, i)).words
}
