package report

import (
	"cmp"
	"kiyaku/analyzer/diff"
	"kiyaku/corpus"
	"slices"
	"strings"
)

// lines puts the document together.
func (d *redlining) lines() []redLine {
	var out []redLine
	if d.new == nil {
		return d.deleted(len(d.old.Text))
	}
	d.inline()
	out = append(out, d.deleted(-1)...)
	for _, b := range bodyBlocks(d.new.Document) {
		line := d.line(b)
		if len(line.Runs) > 0 {
			out = append(out, line)
		}
		out = append(out, d.deleted(b.Span.End)...)
	}
	return append(out, d.deleted(len(d.new.Text))...)
}

// line is one paragraph of the new document with its changes.
func (d *redlining) line(b corpus.Block) redLine {
	out := redLine{Kind: b.Kind, Level: b.Level}
	add := func(op diff.Op, text string, c *changeItem) {
		if text != "" {
			out.Runs = append(out.Runs, redRun{op, text, c})
		}
	}
	at := b.Span.Start
	for len(d.here) > 0 && d.here[0].span.Start <= b.Span.End {
		c := d.here[0]
		if at < c.span.Start {
			add(diff.Equal, d.new.Text[at:c.span.Start], nil)
		}
		d.clip(c, b.Span, add)
		at = max(at, min(c.span.End, b.Span.End))
		if c.span.End > b.Span.End {
			break
		}
		d.here, d.emitted = d.here[1:], 0
	}
	if at < b.Span.End {
		add(diff.Equal, d.new.Text[at:b.Span.End], nil)
	}
	out.whole()
	return out
}

// clip adds the words of c that stand in the block: of a moved change those that it has now, as inserted.
func (d *redlining) clip(c redChange, block corpus.Span, add func(diff.Op, string, *changeItem)) {
	at, deletions := c.span.Start, 0
	for _, w := range c.words {
		if w.Op == diff.Delete {
			if deletions++; deletions > d.emitted && (at <= block.End || c.span.End <= block.End) {
				d.emitted = deletions
				if !c.moved {
					add(diff.Delete, w.Text, c.item)
				}
			}
			continue
		}
		piece := corpus.Span{Start: max(at, block.Start), End: min(at+len(w.Text), block.End)}
		at += len(w.Text)
		if piece.Start >= piece.End {
			continue
		}
		op := w.Op
		if c.moved {
			op = diff.Insert
		}
		add(op, piece.In(d.new.Text), c.item)
	}
}

// whole sets the mark of a paragraph that came whole.
func (l *redLine) whole() {
	for i := range l.Runs {
		if l.Runs[i].Op != diff.Insert {
			return
		}
	}
	if len(l.Runs) > 0 {
		l.Mark = diff.Insert
	}
}

// inline puts what left the middle of a paragraph among the changes of the paragraph where it stood.
func (d *redlining) inline() {
	for i := range d.gone {
		g := &d.gone[i]
		for _, p := range d.pieces(g) {
			if p.whole || g.after < 0 {
				continue
			}
			at := g.after
			if p.first {
				at = d.nextBlock(at)
			}
			d.here = append(d.here, redChange{item: g.item, words: []diff.Words{{Op: diff.Delete, Text: p.text}}, span: corpus.Span{Start: at, End: at}})
		}
	}
	slices.SortStableFunc(d.here, func(a, b redChange) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
}

// nextBlock is where the paragraph of the new document begins that follows the offset.
func (d *redlining) nextBlock(at int) int {
	for _, b := range bodyBlocks(d.new.Document) {
		if b.Span.Start >= at {
			return b.Span.Start
		}
	}
	return at
}

// A piece is the part of a change that stands in one paragraph of the old document.
type piece struct {
	block corpus.Block
	text  string // with the space before it, or behind it if it is first
	whole bool   // it is all of the paragraph
	first bool   // the paragraph begins with it and goes on
}

func (d *redlining) pieces(g *redChange) []piece {
	var out []piece
	for _, b := range d.blocks {
		if !b.Span.Overlaps(g.span) {
			continue
		}
		s := corpus.Span{Start: max(b.Span.Start, g.span.Start), End: min(b.Span.End, g.span.End)}
		before, behind := d.old.Text[b.Span.Start:s.Start], d.old.Text[s.End:b.Span.End]
		p := piece{block: b, first: strings.TrimSpace(before) == ""}
		p.whole = p.first && strings.TrimSpace(behind) == ""
		if p.first {
			s.End += len(behind) - len(strings.TrimLeft(behind, " \t"))
		} else {
			s.Start -= len(before) - len(strings.TrimRight(before, " \t"))
		}
		p.text = s.In(d.old.Text)
		out = append(out, p)
	}
	return out
}

// deleted are the paragraphs that stood behind places up to the offset in the new document, each once.
func (d *redlining) deleted(upTo int) []redLine {
	var out []redLine
	for len(d.gone) > 0 && d.gone[0].after <= upTo {
		g := d.gone[0]
		d.gone = d.gone[1:]
		for _, p := range d.pieces(&g) {
			if !p.whole && g.after >= 0 && d.new != nil {
				continue // it stands inline
			}
			out = append(out, redLine{Kind: p.block.Kind, Level: p.block.Level, Mark: diff.Delete,
				Runs: []redRun{{diff.Delete, p.text, g.item}}})
		}
	}
	return out
}
