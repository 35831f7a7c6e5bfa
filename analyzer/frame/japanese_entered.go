package frame

import "kiyaku/analyzer/token"

// entering are the acts by which users put data into a service.
var entering = map[string]bool{
	"入力": true, "登録": true, "送信": true, "投稿": true, "保存": true, "保管": true, "記入": true, "アップロード": true, "預かる": true,
	"預ける": true, "預託": true, "作成": true, "書き込む": true, "格納": true, "蓄積": true, "寄せる": true, "お預かり": true, "預かり": true,
}

// unnamed are nouns that tell only by the act before them that they are data: 入力した内容, 投稿された文章.
var unnamed = map[string]bool{
	"内容": true, "文章": true, "文": true, "質問": true, "回答": true, "事項": true, "資料": true, "書類": true, "図面": true, "項目": true,
	"言葉": true, "文字": true, "文字列": true, "問い": true, "素材": true, "成果": true, "媒体": true, "帳票": true, "原稿": true, "数値": true,
}

// enterData makes data of the nouns that users are said to have entered: the words stand for 入力データ.
func (s *sentence) enterData() {
	things := s.p.concept.things()
	for k := 1; k < len(s.phrases); k++ {
		p, q := &s.phrases[k], &s.phrases[k-1]
		if p.verb || !q.verb || q.end.form != adnominal || q.end.negative || !entering[s.base(k-1)] {
			continue
		}
		for i := p.first; i <= p.stem; i++ {
			t := s.seg.tokens[i]
			if set := s.conceptsAt(i); unnamed[t.Base] && t.POS != token.Particle && !set.Meets(&things) {
				s.mentions = append(s.mentions, Mention{First: i, Last: i, Concepts: &s.p.entered})
				s.reading.All.Union(&s.p.entered)
			}
		}
	}
}

// conceptsAt gives the concepts of the word at token i.
func (s *sentence) conceptsAt(i int) Set {
	var set Set
	for k := range s.mentions {
		if m := &s.mentions[k]; m.First <= i && i <= m.Last {
			set.Union(m.Concepts)
		}
	}
	return set
}
