package frame

import (
	"slices"
	"strings"
	"sync"

	"kiyaku/corpus"
)

// sentence is the working state of one Japanese sentence or of what stands in one pair of brackets.
type sentence struct {
	p        *Parser
	in       *Input
	seg      *segment
	phrases  []phrase
	mentions []Mention // First and Last count within the segment
	places   []Place   // of each phrase
	acts     []Set     // of each phrase: the concepts of the words that name its act
	who      []Actor   // of each phrase: which party its last word names
	staff    []bool    // of each token: whether a word of a party's own people covers it
	within   []int32   // of each token: the phrase that it is in, counted from 1; 0 if it is in none
	reading  *Reading
	topic    int     // phrase that is the topic of the main clause; -1 if none
	frames   []Frame // memory of those of the reading
}

// workspaces lend the memory of sentences that have been read to the next ones.
var workspaces = sync.Pool{New: func() any { return new(sentence) }}

func (p *Parser) japanese(in *Input) *Reading {
	r := &Reading{}
	if asks(in.Tokens) {
		p.read(in, r)
		addressed(r.Frames, in.Tokens)
		return &Reading{All: r.All, Asked: r.Frames}
	}
	p.read(in, r)
	r.answer(in, p.concept.acts(), &p.concept.anyParty, &p.concept.anyThing)
	return r
}

// read adds what the sentence says to r.
func (p *Parser) read(in *Input, r *Reading) {
	segs := segments(answered(in.Tokens))
	s := workspaces.Get().(*sentence)
	defer workspaces.Put(s)
	s.p, s.in, s.reading = p, in, r
	r.Frames = s.frames[:0]
	for i := range segs {
		s.seg, s.topic = &segs[i], -1
		s.phrases = lean(s.seg, phrases(s.seg, s.phrases[:0]))
		s.phrases = parted(s.seg, s.phrases)
		s.phrases = consents(s.seg, vouch(s.seg, rules(s.seg, construed(s.seg, lacks(s.seg, s.phrases)))))
		arranged(s.seg, s.phrases)
		closes(s.seg, s.phrases)
		s.mentions = p.mentions(s.seg.tokens, in.Names, s.mentions[:0])
		for k := range s.mentions {
			m := &s.mentions[k]
			r.All.Union(m.Concepts)
			if m.Concepts.Meets(&p.limits) {
				t := s.seg.tokens
				r.Parts = append(r.Parts, Part{corpus.Span{Start: t[m.First].Span.Start, End: t[m.Last].Span.End}, *m.Concepts})
			}
		}
		if len(s.phrases) == 0 {
			continue
		}
		s.know()
		s.enterData()
		s.findPlaces()
		if i == 0 {
			s.findTopic()
			s.findTail()
		}
		s.findFrames()
	}
	s.frames = r.Frames
	r.Frames = exactly(r.Frames, in)
	s.p, s.in, s.reading, s.seg = nil, nil, nil, nil
}

// know works out of the mentions what is asked of them again and again.
func (s *sentence) know() {
	n := len(s.phrases)
	s.acts, s.who = slices.Grow(s.acts[:0], n)[:n], slices.Grow(s.who[:0], n)[:n]
	s.staff = slices.Grow(s.staff[:0], len(s.seg.tokens))[:len(s.seg.tokens)]
	clear(s.acts)
	clear(s.who)
	clear(s.staff)
	if c := s.p.concept.staff; c >= 0 {
		for i := range s.mentions {
			if m := &s.mentions[i]; m.Concepts.Has(c) {
				for j := m.First; j <= m.Last; j++ {
					s.staff[j] = true
				}
			}
		}
	}
	s.within = slices.Grow(s.within[:0], len(s.seg.tokens))[:len(s.seg.tokens)]
	clear(s.within)
	for k := range s.phrases {
		for j := s.phrases[k].first; j <= s.phrases[k].last; j++ {
			s.within[j] = int32(k) + 1
		}
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		k := int(s.within[m.Last]) - 1
		if k < 0 {
			continue
		}
		p := &s.phrases[k]
		if m.Last <= p.stem+1 && (m.Last == p.stem+1 || !s.partOfCompound(m, p)) {
			s.acts[k].Union(m.Concepts)
		}
		if m.First >= p.first && m.Last <= p.stem && m.Concepts.Meets(&s.p.concept.anyParty) && (m.Last == p.stem || s.sameParty(m.Last+1, p.stem)) {
			s.who[k] |= s.p.actors(m.Concepts)
		}
	}
	for k := range s.phrases {
		p, t := &s.phrases[k], s.seg.tokens
		if s.contracted(k) {
			s.who[k] = Subcontractor
		} else if s.engagedBy(k) == Customer {
			s.who[k] = Customer // 貴社が|委託する|会計士
		} else if s.who[k] == 0 && s.registered(k) {
			s.who[k] = Customer
		}
		if s.who[k] == 0 && p.stem > p.first && (t[p.stem].Base == "様" || t[p.stem].Base == "さま") && nominal(t[p.stem-1]) {
			s.who[k] = Customer // クリニック様: whom one addresses
		}
	}
}

// span gives the stored bytes of phrases from…to.
func (s *sentence) span(from, to int) corpus.Span {
	return corpus.Span{Start: s.seg.tokens[s.phrases[from].first].Span.Start, End: s.seg.tokens[s.phrases[to].last].Span.End}
}

// concepts gives the concepts that occur in phrases from…to.
func (s *sentence) concepts(from, to int) Set {
	var set Set
	first, last := s.phrases[from].first, s.phrases[to].last
	for i := range s.mentions {
		if m := &s.mentions[i]; m.First >= first && m.Last <= last {
			set.Union(m.Concepts)
		}
	}
	return set
}

// heads gives the concepts that phrases from…to speak of as things: those whose word is not merely the first part of a
// compound (個人情報 in 個人情報保護方針).
func (s *sentence) heads(from, to int) Set {
	var set Set
	first, last := s.phrases[from].first, s.phrases[to].last
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.First < first || m.Last > last || s.compound(m) {
			continue
		}
		set.Union(m.Concepts)
	}
	return set
}

// compound reports whether a noun follows the mention in the same word and is its real head.
func (s *sentence) compound(m *Mention) bool {
	j := m.Last + 1
	if j >= len(s.seg.tokens) || !nominal(s.seg.tokens[j]) {
		return false
	}
	return !transparent[s.seg.tokens[j].Base] && !s.firm(m)
}

// firm reports whether the name of a firm stands behind the mention: 税理士法人みどり, 株式会社あおい, but not 当法人サービス.
func (s *sentence) firm(m *Mention) bool {
	switch t := s.seg.tokens; t[m.Last].Base {
	case "株式会社", "有限会社", "合同会社":
		return true
	case "法人":
		return m.First < m.Last && t[m.Last-1].Base == "士"
	}
	return false
}

// transparent are nouns that stand for what comes before them.
var transparent = map[string]bool{
	"等": true, "など": true, "類": true, "内容": true, "全部": true, "一部": true, "全て": true, "すべて": true, "一切": true,
	"自体": true, "本体": true, "その他": true, "群": true, "項目": true, "データ": true, "情報": true, "もの": true, "たち": true, "ら": true,
	"様": true, "さま": true, "さん": true, "ファイル": true, "上": true, "中": true, "内": true, "の": true, "こと": true, "者": false, "以外": true, "以上": true, "双方": true,
	"各位": true, "側": true, "自身": true, "自ら": true, "本人": true, "全体": true, "用": false, "ごと": true,
}

// base is the dictionary form of a phrase's last content word.
func (s *sentence) base(k int) string { return s.seg.tokens[s.phrases[k].stem].Base }

// findTopic finds the phrase with は that rules the main clause, and who it is.
func (s *sentence) findTopic() {
	for k := range s.phrases {
		p := &s.phrases[k]
		if p.verb || aimedAt(p.particle) || p.particle == "にも" || p.particle == "には" && s.endsPassive() || s.places[k] == Except || s.places[k] == Purpose || !strings.HasSuffix(p.particle, "は") && !strings.HasSuffix(p.particle, "も") {
			continue
		}
		who := s.party(k) | s.bearer(k) | s.lawgiver(k)
		if who == 0 && p.particle == "は" && s.places[k] == Main && (k == 0 && s.personAt(k) || s.agentOfCustomer(k)) {
			who = ThirdParty // 監査人は、…
		}
		if who == 0 && p.particle == "は" && s.places[k] == Main && s.whoever(k) {
			who = Customer // 招待された方は、…
		}
		if who != 0 {
			if s.places[k] == Condition && s.topic >= 0 {
				continue
			}
			s.topic = k
			s.reading.Topic = who
			return
		}
	}
}

// lawgiver: what a law says, it says of everybody: 個人情報保護法は、…を求めています.
func (s *sentence) lawgiver(k int) Actor {
	switch s.base(k) {
	case "法", "法律", "法令", "ガイドライン":
		if s.phrases[k].particle == "は" {
			return Authority
		}
	}
	return 0
}

// endsPassive reports whether something is done in the main clause, so that a party with には is whom it reaches: 事業者には、
// データが送信されます.
func (s *sentence) endsPassive() bool {
	p := &s.phrases[len(s.phrases)-1]
	return p.verb && p.end.passive && !p.end.consent
}

// findTail tells what the end of the sentence makes of it, should it be a list item.
func (s *sentence) findTail() {
	k := len(s.phrases) - 1
	p := &s.phrases[k]
	switch {
	case s.places[k] == Purpose, s.places[k] == Condition, s.places[k] == Except:
		s.reading.Tail = s.places[k]
	case !p.verb:
		s.reading.Tail = List
	case p.end.form == adnominal && p.end.formal == "こと":
		s.reading.Tail = List
	}
	if !p.verb && (s.base(k) == "こと" || s.base(k) == "もの") {
		s.reading.Tail = List
	}
	if p.verb {
		if slices.Contains(lightVerbs, s.base(k)) {
			s.reading.Opens = List
		}
		s.reading.Mode = p.end.modality(false)
	}
}

// liability reports whether phrase k is a predicate about a duty: 責任を負う, 保証する.
func (s *sentence) liability(k int, object *Set) bool {
	c := s.p.concept.duty
	return c >= 0 && object.Has(c) || s.p.concept.guarantee >= 0 && s.acts[k].Has(s.p.concept.guarantee)
}

// actionSet gives the concepts of the words that name the act in phrases from…to.
func (s *sentence) actionSet(from, to int) Set {
	var set Set
	for k := from; k <= to; k++ {
		set.Union(&s.acts[k])
	}
	return set
}

// partOfCompound: 利用 in 利用者 is no act; 閲覧 and 利用 in 閲覧・利用する are.
func (s *sentence) partOfCompound(m *Mention, p *phrase) bool {
	j := m.Last + 1
	return j <= p.stem && nominal(s.seg.tokens[j]) && !slices.Contains([]string{"等", "など", "行為", "作業", "業務", "処理", "措置", "対象", "済み", "済"}, s.seg.tokens[j].Base)
}
