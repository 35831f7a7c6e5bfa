package frame

import (
	"strings"

	"kiyaku/analyzer/token"
)

// A phrase is a Japanese bunsetsu: content words with the particles or endings behind them.
type phrase struct {
	first, last int    // tokens, endings and particles included
	stem        int    // last content token
	particle    string // は, を, について, …; "" if none; only of nominal phrases
	comma       bool   // 、 follows
	or, and     bool   // または, たり / 及び, と, や, ・ follow
	verb        bool   // a predicate: the ending says how
	end         ending
	used        bool // already an argument of a predicate
}

// An ending is what follows the stem of a predicate.
type ending struct {
	negative, passive, causative bool
	can, must, mustNot, weak     bool
	consent                      bool // 〜ことに同意する, を許諾する
	grant                        bool // 権利を許諾する
	forbids                      bool // 〜ことを禁じる
	noDuty                       bool // 義務を負わない
	request                      bool // ください, いただく
	without                      bool // 〜ことなく
	partly                       bool // 〜わけではない, 〜とは限らない: denies that all of it holds
	settled                      bool // 〜ものとする: a provision of its own, even where the sentence goes on
	form                         form
	formal                       string // the noun that the clause modifies, in dictionary form: 場合, ため, こと, …
}

type form uint8

const (
	final form = iota
	continued
	conditional
	adnominal
)

// A segment is a run of tokens outside or inside one pair of brackets.
type segment struct {
	tokens []token.Token
	aside  bool // inside brackets
}

// segments takes what stands in brackets out of the sentence. Quotation marks 「」 do not cut.
func segments(tokens []token.Token) []segment {
	cut := false
	for i := range tokens {
		cut = cut || bracket(&tokens[i]) != 0
	}
	if !cut {
		return []segment{{tokens: tokens}}
	}
	all := []segment{{tokens: make([]token.Token, 0, len(tokens))}}
	stack := []int{0}
	for _, t := range tokens {
		switch bracket(&t) {
		case 1:
			all = append(all, segment{aside: true})
			stack = append(stack, len(all)-1)
		case -1:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		default:
			top := stack[len(stack)-1]
			all[top].tokens = append(all[top].tokens, t)
		}
	}
	return all
}

// bracket is 1 for a token that opens a bracket, -1 for one that closes it.
func bracket(t *token.Token) int {
	switch t.Surface {
	case "（", "(", "【", "［", "[", "〔":
		return 1
	case "）", ")", "】", "］", "]", "〕":
		return -1
	}
	return 0
}

// phrases cuts a segment into phrases, which it adds to list.
func phrases(s *segment, list []phrase) []phrase {
	t := s.tokens
	for i := 0; i < len(t); {
		switch {
		case t[i].POS == token.Symbol || t[i].Surface == ":":
			punctuation(list, t[i].Surface)
			if k := len(list) - 1; t[i].Surface == "」" && k >= 0 && !list[k].verb && list[k].last == i-1 && list[k].particle == "" {
				list[k].last = i // 「個人データ」を
			}
			i++
		case t[i].POS == token.Conjunction:
			connect(list, t[i].Base)
			i++
		case nominal(t[i]), deverbalEnd(t, i) > i:
			var p phrase
			p, i = nounPhrase(t, i)
			list = append(list, p)
		case regarding(t, i, list):
			list[len(list)-1].particle, list[len(list)-1].last = "につき", i
			i++
		case measures(t, i):
			p, next := nounPhrase(t, i+2)
			p.first = i
			list, i = append(list, p), next
		case t[i].POS == token.Verb, t[i].POS == token.Adjective && t[i].Form != "":
			p := phrase{first: i, stem: i, verb: true}
			if politely(t, i) {
				p.last, p.end = endingFrom(t, i+2, t[i+1], ending{can: t[i+1].Base == "できる"})
			} else {
				p.last, p.end = endingOf(t, i+1, t[i])
			}
			if t[i].Base == "ない" || t[i].Base == "無い" {
				p.end.negative = !p.end.negative
			}
			list = append(list, p)
			i = p.last + 1
		default: // a stray particle or ending, an adverb
			if k := len(list) - 1; k >= 0 && alsoTold[t[i].Surface] && list[k].last == i-1 && !list[k].verb {
				list[k].and, list[k].last = true, i
			} else if k >= 0 && t[i].POS == token.Particle && list[k].last == i-1 && !list[k].verb {
				list[k].particle += t[i].Surface
				list[k].last = i
			}
			i++
		}
	}
	return list
}

func punctuation(list []phrase, mark string) {
	if k := len(list) - 1; k >= 0 {
		switch mark {
		case "、", ",", "；", "。", ":", "：":
			list[k].comma = true
		case "・", "／", "/":
			list[k].and = true
		}
	}
}

func connect(list []phrase, word string) {
	if k := len(list) - 1; k >= 0 {
		switch word {
		case "または", "又は", "もしくは", "若しくは", "或いは", "あるいは":
			list[k].or = true
		case "及び", "および", "並びに", "ならびに", "かつ", "且つ":
			list[k].and = true
		}
	}
}

// alsoTold are conjunctions that the dictionary has as particles as well.
var alsoTold = map[string]bool{"および": true, "及び": true, "ならびに": true, "並びに": true}

func nominal(t token.Token) bool {
	if t.Surface == ":" {
		return false // the dictionary has it as a noun
	}
	switch t.POS {
	case token.Noun, token.VerbalNoun, token.Number, token.Suffix, token.Prefix, token.Other, token.Word:
		return true
	case token.Adjective:
		return t.Form == "" // 形容動詞語幹
	}
	return false
}

// nounPhrase reads nouns from i on, with their particles; or a predicate where する follows the nouns, or である.
func nounPhrase(t []token.Token, i int) (phrase, int) {
	p := phrase{first: i}
	for i < len(t) {
		if end := deverbalEnd(t, i); end > i {
			i = end
			break
		}
		if !(nominal(t[i]) && (i == p.first || t[i-1].Base != "とおり" && t[i-1].Base != "通り") && (i == p.first || !describes(t, i) && !opens(t, i)) || joins(t, i)) {
			break
		}
		i++
	}
	p.stem, p.last = i-1, i-1
	if i < len(t) && t[i].POS == token.Verb && lightDo[t[i].Base] && t[p.stem].Sub != "非自立" {
		p.verb = true
		e := ending{can: t[i].Base == "できる" || t[i].Base == "いただける" || t[i].Base == "頂ける", request: t[i].Base == "くださる" || t[i].Base == "下さる" || t[i].Base == "いただく" || t[i].Base == "頂く" || t[i].Base == "願う" || t[i].Base == "いただける" || t[i].Base == "頂ける"}
		p.last, p.end = endingFrom(t, i+1, t[i], e)
		return p, p.last + 1
	}
	if i < len(t) && t[i].POS == token.Auxiliary && (t[i].Base == "だ" || t[i].Base == "です") {
		p.verb = true
		if t[i].Form == "体言接続" { // 必要な
			p.last, p.end = i, ending{form: adnominal}
			return p, i + 1
		}
		p.last, p.end = endingOf(t, i+1, t[i])
		if naught[t[p.stem].Base] {
			p.end.negative = !p.end.negative
		}
		return p, p.last + 1
	}
	for i < len(t) && t[i].POS == token.Particle && t[i].Sub != "接続助詞" {
		if alsoTold[t[i].Surface] {
			break
		}
		if t[i].Surface == "と" || t[i].Surface == "や" || t[i].Surface == "とか" {
			p.and = true
		}
		p.particle += t[i].Surface
		p.last = i
		i++
	}
	p.and = p.and && p.particle != "との" // 委託先との|契約により
	p.particle = plainParticle(p.particle)
	return p, i
}

// plainParticle takes the words of limit out of a particle that says more: のみを, にだけ.
func plainParticle(particle string) string {
	if len(particle) <= len("のみ") {
		return particle
	}
	if rest, ok := strings.CutPrefix(particle, "など"); ok && rest != "" { // 提携先などに
		particle = rest
	}
	return strings.ReplaceAll(strings.ReplaceAll(particle, "のみ", ""), "だけ", "")
}

// describes reports whether token i is an adjective of its own (調査等|必要な行為), not part of the noun before it.
func describes(t []token.Token, i int) bool {
	return t[i].POS == token.Adjective && i+1 < len(t) && (t[i+1].POS == token.Auxiliary || t[i+1].Surface == "に")
}

// opens reports whether token i begins a phrase of its own though no mark stands before it: 許される限り|契約者に,
// 役立てるため|利用する.
func opens(t []token.Token, i int) bool {
	switch t[i-1].Base {
	case "限り", "場合":
		return (t[i].POS == token.Noun || t[i].POS == token.VerbalNoun) && !transparent[t[i].Base] && !strings.HasPrefix(t[i].Base, "場合")
	case "ため", "為":
		return t[i-1].Sub == "非自立" && !transparent[t[i].Base]
	}
	return false
}

// regarding reports whether the verb at token i only makes につき of the phrase before it: 出力データにつき、.
func regarding(t []token.Token, i int, list []phrase) bool {
	k := len(list) - 1
	return k >= 0 && t[i].Surface == "つき" && list[k].last == i-1 && !list[k].verb && list[k].particle == "に" && i+1 < len(t) && t[i+1].Surface == "、"
}

// measures reports whether a noun of measure begins with the verb at token i: 使いやすさ.
func measures(t []token.Token, i int) bool {
	return i+2 < len(t) && t[i].POS == token.Verb && strings.HasPrefix(t[i].Form, "連用") && (t[i+1].Base == "やすい" || t[i+1].Base == "にくい") && t[i+2].Surface == "さ"
}

// joins tells marks that tie nouns together: 閲覧・利用, 提供/開示.
func joins(t []token.Token, i int) bool {
	return t[i].POS == token.Symbol && (t[i].Surface == "・" || t[i].Surface == "/" || t[i].Surface == "／" || t[i].Surface == "-" || t[i].Surface == "&") &&
		i+1 < len(t) && nominal(t[i+1])
}

// lightDo are the verbs that make a predicate of the noun right before them.
var lightDo = map[string]bool{
	"する": true, "いたす": true, "致す": true, "できる": true, "なさる": true, "くださる": true, "下さる": true, "いただく": true, "頂く": true,
	"願う": true, "される": true, "いただける": true, "頂ける": true, "申し上げる": true, "申しあげる": true, "差し上げる": true,
}

// politely reports whether する follows the verb at token i as in お預かりする, お送りいたします.
func politely(t []token.Token, i int) bool {
	return i > 0 && i+1 < len(t) && t[i-1].POS == token.Prefix && t[i].POS == token.Verb && strings.HasPrefix(t[i].Form, "連用") &&
		t[i+1].POS == token.Verb && (t[i+1].Base == "する" || t[i+1].Base == "いたす" || t[i+1].Base == "致す" || t[i+1].Base == "できる")
}
