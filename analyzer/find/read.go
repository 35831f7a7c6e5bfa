package find

import (
	"crypto/sha256"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"kiyaku/analyzer/clause"
	"kiyaku/analyzer/frame"
	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/corpus/fold"
)

// read parses all sentences of a document. It gives nil for a language without rules.
func (f *Finder) read(in Doc) *doc {
	lang := f.languages[in.Document.Lang]
	if lang == nil {
		return nil
	}
	d := &doc{
		Document: in.Document, Tree: in.Tree, finder: f, lang: lang, items: map[int][]int{}, completed: map[int]int{}, digests: map[int][sha256.Size]byte{},
		readings: make([]*frame.Reading, len(in.Sentences)), context: make([]frame.Set, len(in.Sentences)),
	}
	d.adopt()
	for i := range d.Sentences {
		if l := d.Sentences[i].LeadIn; l >= 0 {
			d.items[l] = append(d.items[l], i)
		}
	}
	d.tokenize()
	d.names = d.defined()
	headings := d.headings()
	d.about = d.scopeOf()
	d.scope = d.about.scopeForRules()
	for i := range d.Sentences {
		d.context[i] = d.headingContext(i, headings)
		d.readSentence(i)
	}
	d.completeLists()
	d.answers()
	return d
}

// tokenize cuts all sentences that will be read, and the headings.
func (d *doc) tokenize() {
	d.tokens = make([][]token.Token, len(d.Sentences))
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.Role == corpus.Body && (s.Kind != clause.Caption || len(d.items[i]) > 0) {
			d.tokens[i], _ = d.finder.tokenizer.Tokens(d.Text, s.Body, d.Document.Lang)
		}
	}
	d.captions = make([][]token.Token, len(d.Clauses))
	for i := range d.Clauses {
		if c := d.Clauses[i].Caption; c != "" {
			d.captions[i], _ = d.finder.tokenizer.Tokens(c, corpus.Span{End: len(c)}, d.Document.Lang)
		}
	}
}

// headings gives the concepts of every heading, by clause.
func (d *doc) headings() []frame.Set {
	sets := make([]frame.Set, len(d.Clauses))
	for i := range d.captions {
		sets[i] = d.concepts(d.captions[i])
	}
	return sets
}

// mentioned gives the concepts that occur in a text that is not part of the document's sentences.
func (d *doc) mentioned(text string) frame.Set {
	tokens, _ := d.finder.tokenizer.Tokens(text, corpus.Span{End: len(text)}, d.Document.Lang)
	return d.concepts(tokens)
}

// mentionedAt gives the concepts that occur in a part of the document, which may reach out of sentence i.
func (d *doc) mentionedAt(i int, span corpus.Span) frame.Set {
	t := d.tokens[i]
	if t == nil || !d.Sentences[i].Body.Contains(span) {
		return d.mentioned(span.In(d.Text))
	}
	from := sort.Search(len(t), func(k int) bool { return t[k].Span.Start >= span.Start })
	to := sort.Search(len(t), func(k int) bool { return t[k].Span.End > span.End })
	return d.concepts(t[from:max(from, to)])
}

func (d *doc) concepts(tokens []token.Token) frame.Set {
	var set frame.Set
	for _, m := range d.lang.voc.Mentions(tokens) {
		set.Union(m.Concepts)
	}
	return set
}

func (d *doc) headingContext(i int, headings []frame.Set) frame.Set {
	var set frame.Set
	for c := d.Sentences[i].Clause; c >= 0; c = d.Clauses[c].Parent {
		set.Union(&headings[c])
	}
	return set
}

// defaultActor says who acts where a sentence does not tell: in policies and security papers the provider speaks.
func (d *doc) defaultActor(i int) frame.Actor {
	if c := d.lang.about.prohibitionHeading; c >= 0 && d.context[i].Has(c) {
		return frame.Customer
	}
	return frame.Provider
}

func (d *doc) readSentence(i int) {
	s := &d.Sentences[i]
	if d.tokens[i] == nil {
		return
	}
	in := &frame.Input{Tokens: d.tokens[i], Names: d.names, Default: d.defaultActor(i)}
	if s.LeadIn >= 0 && s.LeadIn < i {
		in.LeadIn = d.readings[s.LeadIn]
	}
	if i > 0 && (d.Sentences[i-1].Clause == s.Clause || d.readings[i-1] != nil && len(d.readings[i-1].Asked) > 0) { // Q and A are numbered apart
		in.Before = d.readings[i-1]
	}
	r := d.lang.parser.Parse(in)
	if s.Kind == clause.Caption || d.headline(i) {
		r.Frames = nil
	}
	if d.Document.Kind == corpus.Privacy && d.Document.Lang == corpus.Japanese {
		for k := range r.Frames {
			if f := &r.Frames[k]; f.Place == frame.Main && f.Actor&frame.Provider != 0 && f.Purpose.Span.Len() > 0 {
				d.purposeOfUse(f, i)
			}
		}
	}
	d.readings[i] = r
	if head := d.tableHead(i); head < i && d.readings[head] != nil {
		d.context[i].Union(&d.readings[head].All)
	}
	if in.LeadIn != nil {
		d.context[i].Union(&in.LeadIn.All)
		if r.Topic == 0 && r.Tail != frame.Main {
			r.Topic = in.LeadIn.Topic
		}
	} else if s.Kind == clause.Proviso && in.Before != nil {
		d.context[i].Union(&in.Before.All) // what it takes from
	}
	if in.LeadIn == nil && r.Topic == 0 && in.Before != nil {
		r.Topic = in.Before.Topic
	}
}

// completeLists gives items the frames of their lead-in: 「次の目的で利用します (1) サービスの改善」.
func (d *doc) completeLists() {
	for i := range d.Sentences {
		l := d.Sentences[i].LeadIn
		if l < 0 || d.readings[i] == nil || d.readings[l] == nil || d.headline(i) {
			continue
		}
		d.completeItem(i, l)
	}
}

func (d *doc) completeItem(i, l int) {
	for d.readings[l].Tail != frame.Main && d.Sentences[l].LeadIn >= 0 && d.readings[d.Sentences[l].LeadIn] != nil {
		l = d.Sentences[l].LeadIn // an item with items of its own only sorts them
	}
	if p := d.limited(l); p >= 0 {
		l = p // ただし、次の場合はこの限りでない: its items are cases of what the sentence before denies
	}
	item, lead := d.readings[i], d.readings[l]
	if item.Tail == frame.Main && len(item.Frames) > 0 && !d.listsPurposes(l) {
		return // a sentence of its own
	}
	f, ok := d.leadFrame(l, lead)
	if proviso := d.Sentences[i].LeadIn; ok && l < proviso && len(f.Exceptions) == 0 && d.limited(proviso) == l {
		f.Exceptions = []frame.Part{{Span: d.Sentences[proviso].Body, Set: d.readings[proviso].All}}
	}
	if !ok || (item.Tail == frame.Purpose || d.listsPurposes(l)) && d.groups(i) {
		return
	}
	if item.Tail == frame.List && len(f.Exceptions) == 0 {
		inherit(item, f.Modality)
		d.inheritObject(item, &f)
	}
	if item.Tail == frame.Purpose {
		d.purposeOfUse(&f, l)
	}
	part, object := frame.Part{Span: d.Sentences[i].Body, Set: item.All}, f.Object.Set
	f.Action.Span = part.Span
	if f.Modality.Negative() && len(f.Exceptions) == 0 && d.nothingBut(l) {
		f.Modality = frame.Will // 以下の目的以外には使用しません: what is listed happens
	}
	switch {
	case len(f.Exceptions) > 0 && f.Modality.Negative():
		f.Place, f.Modality, f.Exceptions = frame.Except, frame.May, nil
		f.Condition = part
		if item.Tail == frame.List {
			f.Recipient.Set.Union(&item.All) // (3) 業務の受託者
		}
	case item.Tail == frame.Purpose || d.listsPurposes(l):
		f.Place = frame.List
		f.Purpose = part
	case item.Tail == frame.Condition:
		f.Place = frame.List
		f.Condition = part
		if use := d.lang.usePurposes(d.finder); d.Document.Lang == corpus.Japanese && f.Action.Set.Meets(&use.Action.Set) {
			f.Purpose = part // 次の場合に利用します: 新商品をご案内する場合
		}
	default:
		f.Place = frame.List
		f.Object.Set.Union(&item.All)
		f.Object.Span = part.Span
		if c := d.lang.about.list; c < 0 || !object.Has(c) { // 次の情報を取得します: its items are things, no purposes
			f.Purpose.Set.Union(&item.All)
		} else {
			f.Purpose = frame.Part{} // the lead-in says what for
		}
	}
	d.completed[i] = len(item.Frames)
	item.Frames = append(item.Frames, f)
}

// purposeOfUse gives the act of a lead-in that names no data those that a heading of purposes above it stands for: 以下の用途に
// より利用いたします.
func (d *doc) purposeOfUse(f *frame.Frame, l int) {
	a := &d.lang.about
	if f.Object.Span.Len() > 0 || a.purposeHeading < 0 || !d.context[l].Has(a.purposeHeading) {
		return
	}
	if use := d.lang.usePurposes(d.finder); f.Action.Set.Meets(&use.Action.Set) {
		f.Object.Set.Union(&use.Object.Set)
	}
}

// limited gives the sentence that proviso l takes cases from: 開示しません。ただし、次の場合はこの限りではありません; -1 if it is none.
func (d *doc) limited(l int) int {
	s := &d.Sentences[l]
	if s.Kind != clause.Proviso && s.Kind != clause.LeadIn || l == 0 || d.readings[l-1] == nil || d.Sentences[l-1].Clause != s.Clause || !slices.Contains(d.provisos(l-1), l) {
		return -1
	}
	return l - 1
}

// inherit gives the acts of an item that ends in こと the modality of the lead-in: 次の措置を採ることができます (1) 削除すること.
func inherit(item *frame.Reading, m frame.Modality) {
	for k := range item.Frames {
		if f := &item.Frames[k]; f.Place == frame.Main && f.Modality == frame.Will {
			f.Place, f.Modality = frame.List, m
		}
	}
}

// asFollows reports whether f only points to the list: 利用目的は、以下のとおりです.
func (d *doc) asFollows(f *frame.Frame) bool {
	c := d.lang.about.list
	return f.Actor&frame.Customer == 0 && (f.Modality == frame.Is || c >= 0 && f.Action.Set.Has(c))
}

// groups reports whether item i only sorts items of its own: 「安全性向上のため」 above the purposes themselves.
func (d *doc) groups(i int) bool {
	return slices.ContainsFunc(d.items[i], func(k int) bool { return d.readings[k] != nil && d.readings[k].Tail != frame.Main })
}

// listsPurposes reports whether the list that sentence l opens is one of purposes.
func (d *doc) listsPurposes(l int) bool {
	c := d.lang.about.purposeHeading
	return c >= 0 && d.readings[l] != nil && d.readings[l].All.Has(c)
}

// leadFrame is the act that the items of a lead-in complete: its last main frame, or what a heading stands for.
func (d *doc) leadFrame(l int, lead *frame.Reading) (frame.Frame, bool) {
	for k := len(lead.Frames) - 1; k >= 0; k-- {
		f := &lead.Frames[k]
		if f.Place == frame.Main || f.Place == frame.List {
			if d.asFollows(f) && (d.listsPurposes(l) || d.purposesBelow(l)) {
				return d.lang.usePurposes(d.finder), true
			}
			return *f, true
		}
	}
	if web := d.lang.about.webAnalytics; (d.Sentences[l].Kind == clause.Caption || d.headline(l)) && d.listsPurposes(l) && (web < 0 || !lead.All.Has(web)) {
		return d.lang.usePurposes(d.finder), true
	}
	return frame.Frame{}, false
}

// usePurposes is what a heading 「利用目的」 says: we use personal data for the following purposes.
func (l *language) usePurposes(f *Finder) frame.Frame {
	text := usePurposesText[l.voc.Lang()]
	tokens, _ := f.tokenizer.Tokens(text, corpus.Span{End: len(text)}, l.voc.Lang())
	r := l.parser.Parse(&frame.Input{Tokens: tokens, Default: frame.Provider})
	for k := len(r.Frames) - 1; k >= 0; k-- {
		if r.Frames[k].Place == frame.Main {
			return plainFrame(r.Frames[k])
		}
	}
	return frame.Frame{Actor: frame.Provider}
}

// plainFrame is f without the places of a text that is not the document's.
func plainFrame(f frame.Frame) frame.Frame {
	f.ActorSpan, f.Action.Span, f.Object.Span, f.Recipient.Span = corpus.Span{}, corpus.Span{}, corpus.Span{}, corpus.Span{}
	f.Purpose, f.Condition, f.Exceptions = frame.Part{}, frame.Part{}, nil
	f.ActorHow = "heading"
	return f
}

var usePurposesText = map[corpus.Lang]string{
	corpus.Japanese: "当社は、個人情報を利用します。",
	corpus.English:  "We use personal data.",
	corpus.Dutch:    "Wij gebruiken persoonsgegevens.",
}

// defined resolves the names that the document gives to parties and data.
func (d *doc) defined() frame.Names {
	names := frame.Names{}
	d.meanings = make([]frame.Set, len(d.Terms))
	for i, t := range d.Terms {
		d.meanings[i] = d.meaning(t)
		name := strings.TrimSpace(fold.String(t.Name))
		if len(name) < 2 || len(name) > 60 {
			continue
		}
		if d.Document.Lang != corpus.Japanese {
			name = strings.ToLower(name)
		}
		if set := d.meanings[i]; !set.Empty() {
			names[name] = set
		}
	}
	d.speaker(names)
	d.standIns(names)
	return names
}

// meaning gives the concepts of parties and data that a definition stands for. A company is the provider unless a
// provider was named before.
func (d *doc) meaning(t clause.Term) frame.Set {
	if d.Document.Lang != corpus.Japanese {
		return d.westernMeaning(t)
	}
	a := &d.lang.about
	var set frame.Set
	words := d.mentionedAt(t.Sentence, t.Means)
	own := d.mentionedAt(t.Sentence, t.Span)
	means := fold.String(t.Means.In(d.Text))
	named := a.provider >= 0 && own.Has(a.provider) || a.customer >= 0 && own.Has(a.customer)
	switch {
	case d.role(t, means) >= 0:
		set.Add(d.role(t, means))
	case a.notStored >= 0 && leavesOutStored(means):
		set.Add(a.notStored)
	case a.provider >= 0 && company(lastRunes(means, 30)) && !endsInPerson(means) && len([]rune(t.Name)) <= 12 && !d.companySeen(t):
		set.Add(a.provider) // even where the name is one that customers bear elsewhere: 株式会社X（以下「事業者」）
	case a.provider >= 0 && d.runs(t) && !d.companySeen(t):
		set.Add(a.provider) // X（以下「事業者」）が運営する
	case named, product(fold.String(t.Name)), containsAny(t.Name, "統計", "匿名", "仮名", "集計"): // the name says it
	case a.customer >= 0 && (words.Has(a.customer) && person(means) || takesService(means)):
		set.Add(a.customer)
	default:
		for _, c := range a.classes {
			if c.concept >= 0 && words.Has(c.concept) {
				set.Add(c.concept)
			}
		}
		said, _, _ := strings.Cut(means, "をい")
		head := d.mentioned(lastRunes(strings.TrimRight(said, "（(「"), 16)) // what the name stands for, not all that its definition speaks of
		for _, c := range []int{a.stored, a.anything} {
			if c >= 0 && head.Has(c) && d.Document.Lang == corpus.Japanese {
				set.Add(c)
			}
		}
	}
	return set
}

// companySeen reports whether a company was defined before t.
func (d *doc) companySeen(t clause.Term) bool {
	return slices.ContainsFunc(d.Terms, func(o clause.Term) bool {
		return o.Span.Start < t.Span.Start && company(fold.String(o.Means.In(d.Text)))
	})
}

// product reports whether a name stands for a service, a contract, an act or the like: neither a party nor data.
func product(name string) bool {
	name = strings.TrimSuffix(name, "等")
	for _, w := range []string{"サービス", "規約", "契約", "サイト", "システム", "アプリ", "ソフトウェア", "プログラム", "料金", "ポリシー", "機能",
		"停止", "訂正", "開示", "確認", "請求", "行為", "措置", "手続", "手続き", "削除", "変更"} { // 利用停止等 names acts, whatever they are done to
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}

func lastRunes(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func company(s string) bool {
	for _, w := range []string{"株式会社", "合同会社", "有限会社", "合資会社", "社団法人", "財団法人", "・インク", "インコーポレイテッド", "インコーポレーテッド", "リミテッド", "Inc.", "LLC", "Ltd", "GmbH", "B.V.", "Corporation"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func person(s string) bool {
	if len(s) > 0 && s[0] < utf8.RuneSelf && unicode.IsLetter(rune(s[0])) { // English and Dutch
		for _, w := range strings.Fields(strings.ToLower(s))[:min(4, len(strings.Fields(s)))] {
			switch w {
			case "you", "individual", "person", "entity", "company", "organization", "organisation", "natural", "legal", "user", "customer", "client", "party", "partij", "rechtspersoon", "persoon", "klant":
				return true
			}
		}
		return false
	}
	said, _, _ := strings.Cut(s, "をい") // 〜する者をいいます
	return endsInPerson(said) || !strings.ContainsAny(s, "情デ") && !storing(s) && !strings.HasSuffix(said, "取引") && !strings.HasSuffix(said, "行為")
}

// takesService reports whether a Japanese definition names those who take the service: 本サービスの利用を申し込んだ法人.
func takesService(means string) bool {
	said, _, _ := strings.Cut(means, "をい")
	if cut := strings.IndexAny(said, "（(。"); cut > 0 {
		said = said[:cut]
	}
	said = strings.TrimRight(said, " 　。")
	if !slices.ContainsFunc([]string{"法人", "会社", "企業", "団体", "機関", "学校", "組合", "者", "方", "人"}, func(w string) bool { return strings.HasSuffix(said, w) }) {
		return false
	}
	return containsAny(said, "サービスを契約", "サービスを利用", "サービスの利用", "サービスを導入", "サービスに登録", "契約を締結した", "申し込んだ", "申込みをした", "申込をした", "利用登録をした", "会員登録をした") &&
		!containsAny(said, "委託", "提携", "当社以外", "権限を有する")
}

// endsInPerson: 〜する者, 〜のお客様.
func endsInPerson(s string) bool {
	for _, w := range []string{"者", "様", "人", "方", "員"} {
		if strings.HasSuffix(s, w) && !strings.HasSuffix(s, "法人") {
			return true
		}
	}
	return false
}
