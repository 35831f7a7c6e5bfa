package report

import (
	"cmp"
	"slices"
	"strings"

	"kiyaku/corpus"
)

// htmlDocument is a document as groups of blocks, the findings marked in them.
type htmlDocument struct {
	*documentView
	N      int // from 1
	Groups []htmlGroup
}

// htmlGroup is a run of blocks with the same role.
type htmlGroup struct {
	Role   corpus.Role
	Blocks []htmlBlock
}

type htmlBlock struct {
	N        int // index in Document.Blocks
	Kind     corpus.BlockKind
	Level    int
	Page     int // set where a new page begins, else 0
	Segments []segment
}

// Tag is the element that a block becomes; headings of documents stand below those of the report.
func (b htmlBlock) Heading() bool { return b.Kind == corpus.Heading }

// A segment is a piece of text that the same findings cover.
type segment struct {
	Text   string
	Stance string // class of the gravest finding; "" outside findings
	Mark   bool   // operative words of a finding
	Starts []int  // findings that begin here
	Covers []int  // findings that cover it
}

// marked lays out a document with its findings in place. It notes in placed which findings got an anchor.
func marked(d *documentView, n int, findings []*findingView, placed map[int]bool) htmlDocument {
	out := htmlDocument{documentView: d, N: n + 1}
	var here []*findingView
	for _, f := range findings {
		if f.Doc == n {
			here = append(here, f)
		}
	}
	slices.SortStableFunc(here, func(a, b *findingView) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	page := 0
	for i, b := range blocks(d.doc) {
		for len(here) > 0 && here[0].Span.End <= b.Span.Start {
			here = here[1:]
		}
		hb := htmlBlock{N: i, Kind: b.Kind, Level: b.Level, Segments: segments(d.doc.Text, b.Span, here, placed)}
		if b.Page > page {
			page, hb.Page = b.Page, b.Page
		}
		if k := len(out.Groups); k == 0 || out.Groups[k-1].Role != b.Role {
			out.Groups = append(out.Groups, htmlGroup{Role: b.Role})
		}
		g := &out.Groups[len(out.Groups)-1]
		g.Blocks = append(g.Blocks, hb)
	}
	return out
}

// blocks are those of doc, or its lines if it has none, so that no text is left out.
func blocks(doc *corpus.Document) []corpus.Block {
	if len(doc.Blocks) > 0 {
		return doc.Blocks
	}
	var out []corpus.Block
	at := 0
	for l := range strings.Lines(doc.Text) {
		if bare := strings.TrimRight(l, "\r\n"); strings.TrimSpace(bare) != "" {
			out = append(out, corpus.Block{Kind: corpus.Paragraph, Span: corpus.Span{Start: at, End: at + len(bare)}})
		}
		at += len(l)
	}
	return out
}

// segments cuts the block at every border of a finding or of its operative words. here is sorted by start.
func segments(text string, block corpus.Span, here []*findingView, placed map[int]bool) []segment {
	cuts := []int{block.Start, block.End}
	var in []*findingView
	for _, f := range here {
		if f.Span.Start >= block.End {
			break
		}
		if !f.Span.Overlaps(block) {
			continue
		}
		in = append(in, f)
		for _, at := range []int{f.Span.Start, f.Span.End, f.Mark.Start, f.Mark.End} {
			if block.Start < at && at < block.End {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	for i := 0; i+1 < len(cuts); i++ {
		piece := corpus.Span{Start: cuts[i], End: cuts[i+1]}
		s := segment{Text: piece.In(text)}
		for _, f := range in {
			if !f.Span.Contains(piece) {
				continue
			}
			s.Covers = append(s.Covers, f.N)
			s.Mark = s.Mark || f.Mark.Contains(piece)
			s.Stance = graver(s.Stance, stance(f))
			if !placed[f.N] {
				placed[f.N] = true
				s.Starts = append(s.Starts, f.N)
			}
		}
		out = append(out, s)
	}
	return out
}

// graver picks the class that a reader must not miss where findings overlap.
func graver(a, b string) string {
	const order = "hnsr"
	if a == "" || strings.Index(order, b) < strings.Index(order, a) {
		return b
	}
	return a
}
