package diff

import (
	"strings"

	"kiyaku/corpus/pattern"
)

var (
	dateCue = pattern.Lazy(`(?i)last (?:updated|modified|revised|reviewed)|updated|revised|modified|effective|version|posted|published|date|as of|in force|` +
		`改定|改訂|制定|施行|更新|適用|発効|附則|版|現在|公開|掲載|gewijzigd|bijgewerkt|ingangsdatum|versie|laatst`)
	copyright = pattern.Lazy(`(?i)©|\(c\) ?(?:19|20)[0-9]{2}|copyright ?(?:©|\(c\)|(?:19|20)[0-9]{2})|all rights reserved`)
	address   = pattern.Lazy(`(?i)\+?[0-9][0-9() .-]{7,}[0-9]|〒 ?[0-9]{3}|[0-9]{2,4}-[0-9]{2,4}-[0-9]{3,4}|` +
		`\b(?:street|avenue|road|suite|floor|p\.? ?o\.? box|boulevard|blvd|drive|lane|attn|attention|telephone|phone|tel|fax|e-?mail|address|postbus|telefoon)\b|` +
		`電話|ＴＥＬ|ＦＡＸ|住所|所在地|[都道府県市区町村].{0,12}(?:丁目|番地|[0-9]+-[0-9]+)|[0-9]番[0-9]+号|お問い?合わ?せ(?:先|窓口)|連絡先`)
	pageWords = pattern.Lazy(`(?i)\b(?:terms|polic(?:y|ies)|agreements?|privacy|versions?|notices?|legal|cookies?|licen[cs]e|statement|contact|help|support|blog|pricing|about|careers?|log ?in|sign ?(?:in|up)|home|download|faq|security|status|press|partners|language|english|deutsch|français|español|日本語|nederlands|menu|search|back to top|print|share|expand all|collapse all|skip to|next|previous|table of contents|contents)\b|` +
		`利用規約|プライバシー|ポリシー|お問い?合わ?せ|ヘルプ|サポート|ブログ|料金|会社概要|採用|ログイン|ホーム|トップ|目次|ページ|印刷|サイトマップ|特定商取引|メニュー|検索|一覧|戻る`)
)

// isLabel reports whether a caption merely names what follows, and does not itself say what somebody may or must do.
func isLabel(u *unit) bool {
	if u.weight > 14 {
		return false
	}
	for _, w := range strings.Fields(u.key) {
		switch w {
		case "may", "must", "shall", "will", "can", "cannot", "not", "never", "don't", "won't":
			return false
		}
	}
	for _, cue := range []string{"しません", "しない", "できます", "できる", "ません"} {
		if strings.Contains(u.key, cue) {
			return false
		}
	}
	return true
}

// isDateLine reports whether a sentence only tells the date or version of the document: 「2024年4月1日改定」, "Last updated …".
func isDateLine(toks []tok) bool {
	hasDate, words := false, 0
	var b strings.Builder
	for i := range toks {
		t := &toks[i]
		switch t.class {
		case date, number:
			hasDate = true
		case word, cjk:
			words++
			b.WriteString(t.norm)
			b.WriteByte(' ')
		}
	}
	s := b.String()
	if !hasDate || words > 16 {
		return false
	}
	if words == 0 {
		return hasDateOnly(toks)
	}
	if !dateCue().MatchString(s) {
		return false
	}
	for _, w := range strings.Fields(s) {
		if r := weighty()[w]; r == ByNegation || r == ByModality {
			return false
		}
	}
	return words <= 8 || hasWholeDate(toks)
}

// isCopyright reports whether sentence i is a copyright notice.
func (w *work) isCopyright(s *side, i int) bool {
	u := &s.units[i]
	return u.weight <= 20 && copyright().MatchString(s.body(u).In(s.text(u)))
}

// datedKey reports whether a short sentence has a word for a date of the document, and a number.
func datedKey(u *unit) bool {
	return u.weight <= 8 && strings.ContainsAny(u.key, "0123456789") && dateCue().MatchString(u.key)
}

func hasDateOnly(toks []tok) bool {
	for i := range toks {
		if toks[i].class == number {
			return false
		}
	}
	return true
}

func hasWholeDate(toks []tok) bool {
	for i := range toks {
		if toks[i].class == date {
			return true
		}
	}
	return false
}

// isContact reports whether a sentence only tells where somebody is reached: an address, a telephone number.
func isContact(toks []tok) bool {
	words := 0
	var b strings.Builder
	linked := false
	for i := range toks {
		t := &toks[i]
		switch t.class {
		case word, cjk:
			words++
			if r := weighty()[t.base]; r == ByNegation || r == ByModality {
				return false
			}
		case link:
			linked = true
		}
		if t.class.speaks() && t.class != date {
			b.WriteString(t.norm)
			b.WriteByte(' ')
		}
	}
	return words <= 14 && (address().MatchString(b.String()) || linked && words <= 3)
}

// isNavigation reports whether a sentence is an entry of a menu: the label of a link to another page, or a word that pages
// have around the text.
func isNavigation(text string, toks []tok) bool {
	words, outside := 0, 0
	linked := false
	inLabel := strings.HasPrefix(strings.TrimSpace(text), "[")
	for i := range toks {
		t := &toks[i]
		switch {
		case t.class == link:
			linked = true
			inLabel = false
		case t.class.speaks():
			words++
			if !inLabel {
				outside++
			}
			if r := weighty()[t.base]; r == ByNegation || r == ByModality {
				return false
			}
		case t.class == punct && text[t.span.Start-toks[0].span.Start:t.span.End-toks[0].span.Start] == "[":
			inLabel = true
		}
	}
	return words > 0 && words <= 12 && (linked && outside == 0 || words <= 4) && pageWords().MatchString(text)
}
