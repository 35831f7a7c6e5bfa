package diff

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
)

// power is who may, must or must not do something in a sentence without flags.
type power int

const (
	neither     power = iota
	providerMay       // the provider takes a right, or frees itself
	providerVow       // the provider promises to do or not to do something
	customerMay       // the customer gets a right, or is freed
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
	providers = wordSet(`we company provider processor supplier vendor 当社 弊社 当団体 当会 運営者 運営会社 事業者 提供者 提供事業者 受託者
		wij verwerker leverancier`)
	customers = wordSet(`you customer user subscriber client 契約者 利用者 客様 ユザ 会員 顧客 加盟店 委託者 klant gebruiker u opdrachtgever`)
	mays      = wordSet(`may can reserve entitled permitted right rights 可 得 mag kan mogen`)
	musts     = wordSet(`will must agree undertake required obligated need waive 要 努 zal moet verplicht`)
	nots      = wordSet(`not never may-not neither ない 禁止 niet geen`)
	burdens   = wordSet(`liable liability responsible responsibility warrant warranty warranties required obligated obliged obligation need
		責任 義務 保証 aansprakelijk verplicht`)
	// harms is what the provider does at the cost of the customer, helps what it does for it.
	harms = wordSet(`charge bill increase suspend end terminate disclose share sell collect monitor analyze scan inspect view access use train
		監視 分析 解析 調査 閲覧 開示 共有 請求 徴収 停止 中断 解除 利用 使用 値上`)
	helps = wordSet(`refund notify inform return reimburse compensate indemnify assist help restore report credit
		返金 通知 返還 返却 払 補償 賠償 報告 協力 復元 公表 告知 周知 支援`)
	data         = wordSet(`data information content personal-data code file log input output prompt データ 情報 コンテンツ 内容 ログ gegevens`)
	others       = wordSet(`third-party sub payment 第三`)
	wishes       = wordSet(`instruction instruct request consent permission wish choose opt-in 同意 承諾 依頼 求め 指示 希望 toestemming verzoek`)
	prepositions = wordSet(`to by from with of for on under against between than about aan door van met voor`)
)

// A wordList is a set of words, made when it is asked for the first time.
type wordList func() map[string]bool

func (l wordList) has(word string) bool { return l()[word] }

// wordSet makes a set of words and their stems.
func wordSet(list string) wordList {
	return sync.OnceValue(func() map[string]bool {
		out := map[string]bool{}
		for _, w := range strings.Fields(list) {
			out[w], out[britishless(token.Stem(w, corpus.English))] = true, true
		}
		return out
	})
}

// actsFor tells whose power or promise a sentence is: in Japanese by its first party and the end of the sentence, in other
// languages by the first word for may, must or not that stands right behind a party.
func actsFor(words []string) power {
	for at := range words {
		if provider, n := partyAt(words, at); n > 0 {
			if isCJKWord(words[at]) {
				return japanesePower(words[at+n:], provider)
			}
			return westernPower(words, at)
		}
	}
	return neither
}

// partyAt tells whether the provider or the customer is named at word at, and in how many words (契約|者); 0 if neither is.
func partyAt(words []string, at int) (provider bool, n int) {
	w := words[at]
	if at > 0 && others.has(words[at-1]) || at > 1 && others.has(words[at-2]) && providers.has(w) {
		return false, 0 // a third-party service provider
	}
	if at+1 < len(words) && words[at+1] == "者" {
		if w += "者"; providers.has(w) || customers.has(w) {
			return providers.has(w), 2
		}
	}
	if w = words[at]; providers.has(w) || customers.has(w) {
		return providers.has(w), 1
	}
	return false, 0
}

func isCJKWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return isCJK(r)
}

// japaneseEnd is how many words at the end of a Japanese sentence hold its verb and what becomes of it.
const japaneseEnd = 6

// japanesePower reads what follows on the first party of a sentence.
func japanesePower(rest []string, provider bool) power {
	if !slices.Contains(rest[:min(2, len(rest))], "が") {
		return neither // 当社の…
	}
	end := rest[max(0, len(rest)-japaneseEnd):]
	not, may, must := anyOf(end, nots), anyOf(end, mays), anyOf(end, musts)
	if provider {
		switch {
		case not && may:
			return neither // できないことがあります
		case must:
			return providerVow
		}
		return providerPower(end, not, may, false)
	}
	switch {
	case not && anyOf(end, burdens), may && !not:
		return customerMay
	case not, must, isCJKWord(rest[len(rest)-1]):
		return customerVow // ものとします
	}
	return neither
}

// apart is how many words may stand between a party and its may, must or not; reach how many behind them say what it is.
const (
	apart = 3
	reach = 7
)

func westernPower(words []string, first int) power {
	for at := first; at < len(words); at++ {
		w := words[at]
		if _, n := partyAt(words, at); n == 0 || at > 0 && (prepositions.has(words[at-1]) || words[at-1] == "if") {
			continue
		}
		rest := words[at+1 : min(len(words), at+2+apart)]
		k := slices.IndexFunc(rest, func(w string) bool { return mays.has(w) || musts.has(w) || nots.has(w) })
		if k < 0 {
			if providers.has(w) && anyOf(rest[:min(2, len(rest))], harms) {
				return providerMay // we share
			}
			continue
		}
		says := words[at+1+k : min(len(words), at+1+k+reach)]
		near := says[:min(3, len(says))]
		not, may, must := anyOf(near, nots), anyOf(near, mays), anyOf(near, musts)
		if providers.has(w) {
			if may && anyOf(near, narrowing) {
				return providerVow // may only
			}
			return providerPower(says, not, may, must)
		}
		switch {
		case not && anyOf(near, burdens), may && !not:
			return customerMay
		case not, must:
			return customerVow
		}
	}
	return neither
}

var narrowing = wordSet(`only solely alleen slechts`)

// providerPower tells what it is that the provider may, will or will not do.
func providerPower(says []string, not, may, must bool) power {
	harm, help := anyOf(says, harms), anyOf(says, helps)
	switch {
	case not && (anyOf(says, burdens) || help && !harm):
		return providerMay // what it frees itself from, or denies
	case not:
		return providerVow
	case help && may:
		return neither
	case help, !may && anyOf(says, burdens): // 義務を負います, 義務を負わせます
		return providerVow
	case may, harm:
		return providerMay
	case must:
		return providerVow
	}
	return neither
}

func anyOf(words []string, set wordList) bool {
	return slices.ContainsFunc(words, set.has)
}
