package frame

import (
	"slices"
	"strings"
	"sync"

	"kiyaku/analyzer/token"
)

// granting verbs behind て tell who is asked or allowed: 変更していただけます.
var granting = map[string]bool{"いただく": true, "いただける": true, "頂く": true, "頂ける": true, "もらえる": true}

// endingOf reads what follows the stem of a predicate, whose last token is last, from token i on. It gives the last token
// that belongs to the ending.
func endingOf(t []token.Token, i int, last token.Token) (int, ending) {
	return endingFrom(t, i, last, ending{})
}

func endingFrom(t []token.Token, i int, last token.Token, e ending) (int, ending) {
	for i < len(t) {
		if n := e.chain(t, i); n > 0 {
			last = t[i+n-1]
			i += n
			continue
		}
		k := t[i]
		switch {
		case k.POS == token.Auxiliary, k.POS == token.Verb && (k.Sub == "接尾" || k.Sub == "非自立") && !(k.Base == "ある" && last.Base == "除く"), // 緊急時を除き|ありません
			k.POS == token.Verb && granting[k.Base] && particleBefore(t, i, "て"),
			k.POS == token.Verb && lightDo[k.Base] && t[i-1].POS == token.Verb && strings.HasPrefix(t[i-1].Form, "連用"): // お|預かり|する
			e.inflect(k)
		case k.POS == token.Adjective && k.Base == "ない" && k.Form != "" && particleBefore(t, i, "は"):
			e.negative = !e.negative
		case k.POS == token.Particle && (k.Surface == "て" || k.Surface == "で") && k.Sub == "接続助詞",
			k.POS == token.Particle && k.Sub == "係助詞" && (k.Surface == "は" || k.Surface == "も"):
		case k.POS == token.Particle && k.Sub == "接続助詞":
			e.form = continued
			if k.Surface == "ば" || k.Surface == "と" {
				e.form = conditional
			}
			return i, e
		case k.POS == token.Particle && k.Surface == "か": // whether: 利用されていないかを調べる
			e.form, e.negative = continued, false
			return i, e
		case k.POS == token.Particle && k.Sub == "並立助詞": // たり
			e.form = continued
			return i, e
		case nominal(k), k.POS == token.Adverb && k.Sub == "*": // 連体詞: あらゆる, その
			e.form, e.formal = continued, k.Base
			if last.Form == "基本形" || last.Form == "体言接続" {
				e.form = adnominal
			}
			return i - 1, e
		case k.POS == token.Verb, k.POS == token.Adjective, k.POS == token.Conjunction, k.POS == token.Adverb:
			e.form = continued
			return i - 1, e
		default:
			e.close(k, last)
			return i - 1, e
		}
		last = k
		i++
	}
	e.close(token.Token{Surface: "。", Lexeme: &token.Lexeme{}}, last)
	return i - 1, e
}

func particleBefore(t []token.Token, i int, surface string) bool {
	return i > 0 && t[i-1].Surface == surface
}

// close settles the form where punctuation or a particle ends the predicate.
func (e *ending) close(next, last token.Token) {
	switch {
	case next.Surface == "、" || next.POS == token.Particle:
		e.form = continued
		if last.Form == "仮定形" {
			e.form = conditional
		}
	case strings.HasPrefix(last.Form, "連用") && next.Surface != "。" && next.POS != token.Symbol:
		e.form = continued
	}
}

func (e *ending) inflect(k token.Token) {
	switch k.Base {
	case "ない", "ぬ", "ん", "まい":
		e.negative = !e.negative
	case "れる", "られる":
		e.passive = true
	case "せる", "させる":
		e.causative = true
	case "いただく", "頂く", "くださる", "下さる":
		e.request = true
	case "いただける", "頂ける", "もらえる":
		e.can, e.request = true, true
	case "できる", "得る", "うる":
		e.can = true
	case "かねる":
		e.negative = !e.negative
	case "べし":
		e.must = true
	}
}

// A chain is a turn of phrase that qualifies the predicate before it. Steps are dictionary forms; "|" separates choices,
// "~" before a step makes it optional, TOPIC stands for a party with は.
type chain struct {
	steps  []step
	effect func(*ending)
}

// A step is one place of a chain: a word in one of its forms, or a party with は.
type step struct {
	words           []string
	optional, topic bool
}

func stepOf(turn string) step {
	if turn == "TOPIC" {
		return step{topic: true}
	}
	words, optional := strings.CutPrefix(turn, "~")
	return step{words: strings.Split(words, "|"), optional: optional}
}

var chains = buildChains([]struct {
	turn   string
	effect func(*ending)
}{
	{"こと が|も|は|の ~技術|構造|原理|仕組み|システム|物理|論理|事実|設計|仕様|機能|仕様 ~的|上 ~に ~は ~、 ~一切|決して|全く できる", func(e *ending) { e.can = true }},
	{"こと が|も|は ~構造|原理|システム|物理|論理|設計|仕様 ~的|上 ~に ~は ~一切 不可能|困難", negate},
	{"こと が|も|は ~技術 ~的 ~に 可能", func(e *ending) { e.can = true }},
	{"こと が|も|は ~技術 ~的 ~に ~一切 不可能", negate},
	{"こと が|も|は ~、 ~一切 ~全く ~決して ~原則 ~として ~通常 ~、 ある|ござる|有る|あり得る", mayIf},
	{"こと が|も|は ~原則 ~として ~通常 ござい", mayIf},
	{"こと は|が|の|も ない|無い", negate},
	{"こと ない|無い|なし", func(e *ending) { e.negative, e.without = !e.negative, true }},
	{"こと は|を|も ~一切 する|いたす|致す|できる", func(*ending) {}},
	{"こと は|を|も ~一切 行う", func(*ending) {}},
	{"こと と|に する|いたす|致す|なる", func(*ending) {}},
	{"こと を|は ~あらかじめ|予め ~、 ~無償|無期限 ~で ~、 許諾|許可|容認|許容", func(e *ending) { e.consent, e.grant = true, true }},
	{"こと ~、 に|を|も|について|につき|に対し ~、 ~つき ~対し ~あらかじめ|予め|事前 ~に ~、 ~異議 ~なく ~、 同意|承諾|了承|承知|許諾|許可|承認|合意|了解|了知|認識|容認|受忍|甘受", func(e *ending) { e.consent = true }},
	{"こと を|に|につき|について ~、 ~あらかじめ|予め ~ご|御|お 了承|理解|承知|了解|容赦|留意|諒承 ~置く|おく ~の ~うえ|上|ほど ~、 くださる|下さる|ください|下さい|願う|お願い", func(*ending) {}},
	{"こと に|について|につき|に対し|に対して ~、 ~一切 ~何ら ~の 異議|異論 を|は ~一切 述べる|唱える|申し立てる|申立てる|申す", func(e *ending) { e.consent, e.negative = true, !e.negative }},
	{"こと に|について|につき|に対し|に対して ~、 ~一切 ~何ら ~の 異議|異論 が|は|も ない|無い", func(e *ending) { e.consent = true }},
	{"こと を|は ~、 ~一切 妨げる", func(e *ending) { e.can, e.negative = true, !e.negative }},
	{"こと を|は ~、 ~一切 妨げる れる|られる", func(e *ending) { e.can, e.negative = true, !e.negative }},
	{"こと を|に|につき ~相互 ~に 約する|約す|約束|確約|誓約", func(*ending) {}},
	{"こと は|を ~、 これ|それ を|は ~一切 する|いたす|行う|なす", func(*ending) {}},
	{"に 行く|いく|来る|くる|伺う|参る", func(*ending) {}}, // 見に行く
	{"う|よう と ~は|も する|いたす", func(*ending) {}},  // 知ろうとしない, 取得しようとしない
	{"う|よう として|としては ~は なる|いける", func(e *ending) { e.mustNot = true }},
	{"ない こと を|につき ~相互 ~に 確認|合意", negate},
	{"の を|に ~あらかじめ|予め 同意|承諾|了承|許諾|許可", func(e *ending) { e.consent = true }},
	{"こと ~、 に|を|も|について|につき|に対し|に対して ~、 TOPIC ~、 ~あらかじめ|予め|事前 ~に ~、 ~包括 ~的 ~に ~異議 ~なく ~、 同意|承諾|了承|承知|許諾|許可|承認|合意|了解", func(e *ending) { e.consent = true }},
	{"こと ~、 に|を|について|につき|に対し ~、 ~あらかじめ|予め|事前 ~に ~、 包括 的 に ~、 同意|承諾|了承|許諾|許可|承認", func(e *ending) { e.consent = true }},
	{"こと に|について|につき ~、 TOPIC ~、 ~一切 ~何ら ~の 異議|異論 を|は ~一切 述べる|唱える|申し立てる|申立てる|申す", func(e *ending) { e.consent, e.negative = true, !e.negative }},
	{"こと が|も|は 認める|許す|許容|容認|予定 れる|られる|する", func(e *ending) { e.can = true }},
	{"こと が|も|は 許容|容認|許可 する れる|られる", func(e *ending) { e.can = true }},
	{"こと を|は ~、 ~一切 拒む|拒否|拒絶", func(e *ending) { e.can, e.negative = true, !e.negative }},
	{"こと を ~、 ~当社|弊社|当方|運営者 ~は ~、 約束|確約|保証|誓約 する もの で ~は ない", partly},
	{"こと を ~あらかじめ|予め ~異議 ~なく 認める", func(e *ending) { e.consent, e.grant = true, true }},
	{"こと は|が|も ~一切 許す|認める|許容|許可 れる|られる|する ~れる ~ます ない|ん|ぬ", disallow},
	{"こと を|は ~一切 禁止|禁じる|禁ずる", forbid},
	{"権利|権限 を|は ~、 ~当社|弊社|当方|運営者|当会|会社|本会 ~は|が ~、 有する|有す|留保|保有|持つ|保持", func(e *ending) { e.can = true }},
	{"権利|権限 が|は|も ~一切 与える|付与 する れる|られる", func(e *ending) { e.can = true }},
	{"権利|権限 が|は|も 与える れる|られる", func(e *ending) { e.can = true }},
	{"よう|術|すべ が|も|は ~一切 ある|ござる", mayIf}, // 知りようがありません
	{"よう|術|すべ が|も|は ~一切 ない|無い", negate},
	{"権利|権限 が|は|も ない|無い", negate},
	{"権利|権限 が|は|も ~一切 ある|ござる", mayIf},
	{"権利|権限 を|は ~、 ~当社|弊社|当方|運営者|当会|会社|本会 ~に ~対し ~対して ~、 許諾|付与|与える|認める|許与", func(e *ending) { e.consent, e.grant = true, true }}, // the other side may then do it
	{"場合 が|も|は ある|ござる|有る", sometimes},
	{"場合 は ない", negate},
	{"もの と する|いたす|致す|みなす", func(e *ending) { e.settled = true }},
	{"もの で|だ ~は|も ある", func(*ending) {}},
	{"もの で|だ ~は ない", negate},
	{"もの です|だ", func(*ending) {}},
	{"の で|だ ~は ある", func(*ending) {}},
	{"の で|だ ~は ない", negate},
	{"わけ で|だ ~は ある", partly},
	{"わけ で|だ ~は ない", func(e *ending) { e.negative, e.partly = !e.negative, true }},
	{"と は|も 限る", partly},
	{"とは 限る", partly},
	{"と は|も 言う|いう|いえる|言える", partly},
	{"ぬ を 得る|える ~ます ない|ん", func(*ending) {}}, // せざるを得ない
	{"わけ に は いく|ゆく", func(*ending) {}},
	{"必要 が|は|も ある", func(e *ending) { e.must = true }},
	{"必要 が|は|も ない", func(e *ending) { e.noDuty = true }},
	{"義務 を|は|も ~一切|何ら 負う|負担|有する|有す|持つ", func(e *ending) { e.must = true }},
	{"責務|責め を|は|も ~一切|何ら 負う|担う|有する", func(e *ending) { e.must = true }}, // 連絡する責めを負う
	{"義務 が ~課する|課す|課される ~れる|られる", func(e *ending) { e.must = true }},
	{"義務 が|は|も ある", func(e *ending) { e.must = true }},
	{"義務 が|は|も ない", func(e *ending) { e.noDuty = true }},
	{"て は なる|いける", func(e *ending) { e.mustNot = true }},
	{"ては なる|いける", func(e *ending) { e.mustNot = true }},
	{"ば なる", oblige},
	{"なく て は なる", func(e *ending) { e.must = true }},
	{"て も よい|良い|かまう|構う|差し支える", func(e *ending) { e.can = true }},
	{"おそれ|恐れ|可能 ~性 が|も ある", chance},
	{"予定 です|だ", func(*ending) {}},
	{"こと を|は ~一切 予定|想定", func(*ending) {}}, // 取り扱うことを予定していない
	{"よう ~に ~最大限 ~、 努める|つとめる|努力", func(e *ending) { e.weak = true }},
	{"よう ~に する|いたす", func(*ending) {}},
	{"こと に ~最大限 努める", func(e *ending) { e.weak = true }},
})

// mayIf: 変更する必要がある場合があります is no duty any more.
func mayIf(e *ending) { e.can, e.must = true, false }

// sometimes: 閲覧できない場合がある promises nothing.
func sometimes(e *ending) {
	mayIf(e)
	chance(e)
}

// chance: 表示されない可能性がある promises nothing.
func chance(e *ending) { e.partly = e.partly || e.negative }

// partly: 監視しているわけではありません neither promises nor permits.
func partly(e *ending) { e.partly = true }

func negate(e *ending) { e.negative = !e.negative }

// disallow: 閲覧することは許されない.
func disallow(e *ending) { e.mustNot, e.negative = true, true }

// forbid: 複製することを禁じる. Whoever says so forbids it to the other side.
func forbid(e *ending) { e.mustNot, e.negative, e.forbids = true, true, true }

// oblige undoes the negation of 〜なければ and flips the one of ならない that follows.
func oblige(e *ending) {
	e.must = true
	e.negative = false
	e.negative = !e.negative
}

func buildChains(list []struct {
	turn   string
	effect func(*ending)
}) func() map[string][]chain {
	return sync.OnceValue(func() map[string][]chain {
		m := map[string][]chain{}
		for _, l := range list {
			var steps []step
			for _, turn := range strings.Fields(l.turn) {
				steps = append(steps, stepOf(turn))
			}
			for _, head := range steps[0].words {
				m[head] = append(m[head], chain{steps[1:], l.effect})
			}
		}
		return m
	})
}

// chain tries the turns of phrase at token i and gives how many tokens the longest one took.
func (e *ending) chain(t []token.Token, i int) int {
	best, effect := 0, (func(*ending))(nil)
	for _, c := range chains()[t[i].Base] {
		if n := c.match(t, i); n > best {
			best, effect = n, c.effect
		}
	}
	if best > 0 {
		effect(e)
	}
	return best
}

func (c *chain) match(t []token.Token, i int) int {
	j := i + 1
	for k := range c.steps {
		s := &c.steps[k]
		switch {
		case s.topic:
			n := otherSide(t, j)
			if n == 0 {
				return 0
			}
			j += n
		case j < len(t) && (slices.Contains(s.words, t[j].Base) || slices.Contains(s.words, t[j].Surface)):
			j++
		case !s.optional:
			return 0
		}
	}
	// the verb of 同意する, 留保する
	if j < len(t) && t[j-1].POS == token.VerbalNoun && lightDo[t[j].Base] {
		j++
	}
	return j - i
}

// otherSide gives how many tokens at j name somebody with は who is not the provider: 〜ことに、|利用者は|同意する.
func otherSide(t []token.Token, j int) int {
	for n := 0; n < 6 && j+n < len(t); n++ {
		switch k := t[j+n]; {
		case n > 0 && k.Surface == "は":
			return n + 1
		case !nominal(k), k.Surface == "当社", k.Surface == "弊社", k.Surface == "当方", k.Surface == "運営":
			return 0
		}
	}
	return 0
}

// modality sums the ending up.
func (e *ending) modality(liability bool) Modality {
	switch {
	case e.noDuty, e.negative && liability, e.must && e.negative && !e.mustNot:
		return Disclaims
	case e.mustNot && e.negative:
		return MustNot
	case e.mustNot:
		return Must
	case e.negative:
		return WillNot
	case e.must:
		return Must
	case e.can, e.consent:
		return May
	}
	return Will
}
