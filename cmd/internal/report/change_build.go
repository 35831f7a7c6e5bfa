package report

import (
	"slices"
	"strconv"
	"strings"

	"kiyaku/analyzer/assess"
	"kiyaku/analyzer/diff"
	"kiyaku/analyzer/find"
	"kiyaku/lexicon"
)

// changeBuilder turns the ids of a report on changes into words, with the builders of its two assessments.
type changeBuilder struct {
	r        *diff.Report
	old, new *builder
	w        words
	v        *changeView
}

// buildChange makes the view of r. A nil lexicon is taken as an empty one.
func buildChange(r *diff.Report, lex *lexicon.Lexicon, opts Options) (*changeView, error) {
	var b changeBuilder
	var err error
	if b.old, err = newBuilder(whole(r.Old), lex, opts); err != nil {
		return nil, err
	}
	if b.new, err = newBuilder(whole(r.New), lex, opts); err != nil {
		return nil, err
	}
	b.r, b.w = r, b.new.w
	for _, side := range []*builder{b.old, b.new} {
		side.documents()
		side.findings()
	}
	v := b.new.view
	b.v = &changeView{W: b.w, Lang: v.Lang, Service: v.Service, Tool: v.Tool, Lexicon: v.Lexicon, Cause: b.named("cause", string(r.Cause))}
	if r.New != nil && r.New.Service == "" && r.Old != nil && r.Old.Service != "" {
		b.v.Service = r.Old.Service
	}
	b.changes()
	b.headline()
	b.v.Verdict = b.move("verdict", string(r.Verdict.Old), string(r.Verdict.New))
	b.v.Factors = each(r.Factors, b.factor)
	b.v.Pairs = each(r.Documents, b.pair)
	b.v.Renames = b.renames()
	b.v.Judged = b.judged()
	b.v.Notes = each(r.Notes, b.note)
	b.cited()
	return b.v, nil
}

// whole is a, or an assessment of nothing.
func whole(a *assess.Assessment) *assess.Assessment {
	if a == nil {
		return &assess.Assessment{}
	}
	return a
}

func itoa(n int) string { return strconv.Itoa(n) }

func (b *changeBuilder) named(group, id string) named { return named{id, b.w.of(group, id)} }

func (b *changeBuilder) move(group, old, new string) beforeAfter {
	return beforeAfter{b.named(group, old), b.named(group, new), old == new}
}

func (b *changeBuilder) headline() {
	v := b.v
	if v.Headline = b.w.get("change.nothing"); len(v.Changes) > 0 {
		v.Headline = b.w.fill("change.substantive", "n", itoa(len(v.Changes)))
		v.Direction = b.named("direction", string(b.r.Direction))
	}
	if slices.ContainsFunc(b.r.Documents, func(p diff.Pairing) bool { return p.Fault != nil }) {
		v.Partial = b.w.get("change.partial")
	} else if len(v.Changes)+len(v.Minor) == 0 && b.r.Cause == diff.Vendor {
		v.Headline = b.w.get("change.identical")
	}
	if len(v.Minor) > 0 {
		v.MinorNote = b.w.fill("change.minor", "n", itoa(len(v.Minor)))
	}
}

// changes numbers those in substance first.
func (b *changeBuilder) changes() {
	for i := range b.r.Changes {
		item := b.change(&b.r.Changes[i])
		b.v.items = append(b.v.items, item)
		if item.Substantive {
			b.v.Changes = append(b.v.Changes, item)
		} else {
			b.v.Minor = append(b.v.Minor, item)
		}
	}
	for i, item := range b.v.all() {
		item.N = i + 1
	}
}

func (b *changeBuilder) change(c *diff.Change) *changeItem {
	item := &changeItem{
		Kind: b.named("changekind", string(c.Kind)), Substantive: c.Substantive, Words: c.Words,
		Reasons: each(c.Reasons, func(r diff.Reason) named { return b.named("reason", string(r)) }),
		Old:     b.old.provision(c.Old), New: b.new.provision(c.New), Pairs: wordPairs(c.Words),
	}
	if c.Substantive {
		item.Direction = b.named("direction", string(c.Direction))
	}
	for _, t := range []struct {
		id string
		on bool
	}{
		{"renumbered", c.Renumbered && c.Kind != diff.Renumbered}, {"alsomoved", c.Moved && !c.Elsewhere && c.Kind != diff.Moved},
		{"elsewhere", c.Elsewhere}, {"split", c.Split}, {"merged", c.Merged},
	} {
		if t.on {
			item.Tags = append(item.Tags, b.w.get("change."+t.id))
		}
	}
	for _, id := range c.FlagsAdded {
		item.Flags = append(item.Flags, b.flagMove(b.new, id, true, b.new.raised(c.FindingsAdded, id, c.New)))
	}
	for _, id := range c.FlagsRemoved {
		item.Flags = append(item.Flags, b.flagMove(b.old, id, false, b.old.raised(c.FindingsRemoved, id, c.Old)))
	}
	for _, f := range item.Flags {
		if l := b.new.lex.Flag(f.ID); l != nil {
			item.Factors = append(item.Factors, l.Factors...)
			item.Authority = append(item.Authority, b.new.authorities(l.Authority)...)
		}
	}
	slices.Sort(item.Factors)
	item.Factors = slices.Compact(item.Factors)
	item.Authority = uniqueAuthorities(item.Authority)
	return item
}

// provision tells where p stands; nil for nil.
func (b *builder) provision(p *find.Place) *provisionView {
	if p == nil {
		return nil
	}
	out := &provisionView{Document: p.Document, Citation: p.Citation, Quote: p.Quote}
	if out.Citation == "" {
		out.Citation = b.w.get("finding.nocite")
	}
	out.Where = out.Citation
	if p.Caption != "" {
		out.Where += b.w.get("punct.open") + p.Caption + b.w.get("punct.close")
	}
	out.Where += onPage(originOf(b.a, p.Document, p.Span).page)
	if i, ok := b.docs[p.Document]; ok {
		out.Lang = b.view.Documents[i].Lang.ID
		if len(b.view.Documents) > 1 {
			out.Where = b.view.Documents[i].Title + " · " + out.Where
		}
	}
	return out
}

// raised are the findings with these ids that raise flag; in place where the same provision stands in several.
func (b *builder) raised(ids []string, flag string, place *find.Place) []*findingView {
	var out []*findingView
	for _, id := range ids {
		for _, f := range b.byID[id] {
			if f.Flag.ID == flag && (place == nil || f.Doc == b.docs[place.Document] && f.Span.Overlaps(place.Span)) {
				out = append(out, f)
			}
		}
	}
	return out
}

func (b *changeBuilder) flagMove(side *builder, id string, added bool, findings []*findingView) flagMove {
	say, effect := "change.say.minus", [2]string{"change.lostfor", "change.lostagainst"}
	if added {
		say, effect = "change.say.plus", [2]string{"change.tofactor", "change.offfactor"}
	}
	out := flagMove{named: side.flag(id), Added: added, Findings: findings}
	out.Say = b.w.fill(say, "flag", out.Name)
	l := b.new.lex.Flag(id)
	if l == nil {
		return out
	}
	out.Meaning = side.pick(l.MeaningJA, l.MeaningEN)
	decides := !l.Weak
	if len(findings) > 0 {
		decides = decides && slices.ContainsFunc(findings, func(f *findingView) bool { return !f.tagged("weak") && !f.tagged("debatable") })
		out.Tags = findings[0].Tags
	}
	if !decides {
		return out
	}
	against := l.Against
	if len(findings) > 0 {
		against = findings[0].Against
	}
	which := effect[0]
	if against {
		which = effect[1]
	}
	for _, factor := range l.Factors {
		out.Effects = append(out.Effects, b.w.fill(which, "factor", b.new.reason(factor).Name))
	}
	return out
}

func (f *findingView) tagged(id string) bool {
	return slices.ContainsFunc(f.Tags, func(t named) bool { return t.ID == id })
}

// wordPairs are the words that were replaced, in order; slips are left out, as is a provision that came or went whole.
func wordPairs(list []diff.Words) []wordPair {
	var out []wordPair
	var p wordPair
	flush := func() {
		p.Old, p.New = strings.TrimSpace(p.Old), strings.TrimSpace(p.New)
		if p.Old != p.New {
			out = append(out, p)
		}
		p = wordPair{}
	}
	for _, w := range list {
		blank := strings.TrimSpace(w.Text) == "" && w.Op == diff.Equal && p != (wordPair{}) // one space between two changed words
		switch {
		case w.Op == diff.Delete && !w.Slip:
			p.Old += w.Text
		case w.Op == diff.Insert && !w.Slip:
			p.New += w.Text
		case blank:
			p.Old += w.Text
			p.New += w.Text
		default:
			flush()
		}
	}
	if flush(); len(list) == 1 {
		return nil
	}
	return out
}

func (b *changeBuilder) factor(f diff.FactorChange) factorMove {
	out := factorMove{named: named{f.ID, b.w.of("factor", f.ID)}, beforeAfter: b.move("status", string(f.Old), string(f.New))}
	if i := slices.IndexFunc(b.new.lex.Factors, func(l lexicon.Factor) bool { return l.ID == f.ID }); i >= 0 {
		out.Meaning = b.new.pick(b.new.lex.Factors[i].MeaningJA, b.new.lex.Factors[i].MeaningEN)
	}
	for _, c := range b.v.Changes {
		if slices.Contains(c.Factors, f.ID) {
			out.Changes = append(out.Changes, c.N)
		}
	}
	return out
}

func (b *changeBuilder) pair(p diff.Pairing) pairView {
	out := pairView{diff: p, Count: p.Substantive, Others: p.Minor, Old: b.old.version(p.Old, p.OldDates), New: b.new.version(p.New, p.NewDates)}
	switch {
	case out.New != nil && out.Old == nil:
		out.Title, out.Status = out.New.doc.Title, b.named("pair", "added")
	case out.New != nil:
		out.Title = out.New.doc.Title
	case out.Old != nil:
		out.Title, out.Status = out.Old.doc.Title, b.named("pair", "removed")
	}
	if p.Fault != nil {
		out.Fault, out.Detail = b.named("fault", string(p.Fault.Kind)), p.Fault.Detail
		out.Side = b.w.of("fault", string(p.Fault.Side))
	}
	for _, n := range b.r.Notices {
		if n.Document != p.New || p.New == "" {
			continue
		}
		id := "notice.days"
		if n.Days <= 0 {
			id = "notice.none"
		}
		out.Notice = b.w.fill(id, "n", itoa(n.Days), "told", dayOrNone(n.Told, b.w), "holds", dayOrNone(n.Holds, b.w))
	}
	return out
}

func dayOrNone(d diff.Date, w words) string {
	if s := day(d.Day); s != "" {
		return s
	}
	return w.get("pair.nodate")
}

// version is the document of one side; nil for "".
func (b *builder) version(id string, dates diff.Dates) *sideView {
	i, ok := b.docs[id]
	if !ok {
		return nil
	}
	d := &b.view.Documents[i]
	return &sideView{doc: d, Source: d.Source, Revised: day(dates.Revised.Day), Effective: day(dates.Effective.Day)}
}

func (b *changeBuilder) renames() []renameView {
	out := make([]renameView, len(b.r.Renames))
	for i, r := range b.r.Renames {
		out[i] = renameView{Text: b.w.fill("rename.row", "old", r.Old, "new", r.New, "n", itoa(r.Count)), Party: r.Party}
		for k := range b.r.Changes {
			if slices.Contains(b.r.Changes[k].Renames, i) && b.r.Changes[k].Substantive {
				out[i].Changes = append(out[i].Changes, b.v.items[k].N)
			}
		}
	}
	return out
}

func (b *changeBuilder) judged() []judgedView {
	var out []judgedView
	for _, s := range []diff.FindingStatus{diff.Carried, diff.Reopened, diff.FindingNew, diff.FindingGone} {
		n := 0
		for _, f := range b.r.Findings {
			if f.Status == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, judgedView{b.named("judged", string(s)), n})
		}
	}
	return out
}

func (b *changeBuilder) note(n diff.Note) noteView {
	out := noteView{named: b.named("changenote", n.ID), Text: b.w["changenote."+n.ID+".text"], Authority: b.new.authorities(n.Authority)}
	for _, i := range n.Changes {
		if i >= 0 && i < len(b.v.items) {
			out.Changes = append(out.Changes, b.v.items[i].N)
		}
	}
	if c := n.Clause; c != nil {
		p := b.new.provision(&find.Place{Document: c.Document, Citation: c.Citation, Caption: c.Caption, Span: c.Span, Quote: c.Quote})
		out.Clause = &placeView{Where: p.Where, Quote: p.Quote}
	}
	return out
}

func (b *changeBuilder) cited() {
	used := map[string]bool{}
	for _, c := range b.v.Changes {
		for _, a := range c.Authority {
			used[a.ID] = true
		}
	}
	for _, n := range b.v.Notes {
		for _, a := range n.Authority {
			used[a.ID] = true
		}
	}
	for _, a := range b.new.lex.Authorities {
		if used[a.ID] {
			b.v.Cited = append(b.v.Cited, b.new.authorities([]string{a.ID})...)
		}
	}
}

func uniqueAuthorities(list []authorityView) []authorityView {
	var out []authorityView
	for _, a := range list {
		if !slices.ContainsFunc(out, func(o authorityView) bool { return o.ID == a.ID }) {
			out = append(out, a)
		}
	}
	return out
}
