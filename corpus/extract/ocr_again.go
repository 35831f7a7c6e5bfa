package extract

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Tesseract now and then takes two short lines for one and reads nonsense. What it is not sure of is therefore read
// again: the place is cut out of the picture and searched for lines without regard to the layout of the page.

const (
	maxAgain  = 12 // places of one page that are read again
	againEdge = 20 // pixels around a place
)

// graymap is a picture as pdftoppm writes it: one byte a pixel.
type graymap struct {
	width, height int
	pixels        []byte
}

// readGraymap reads a binary PGM.
func readGraymap(b []byte) (*graymap, bool) {
	var g graymap
	var most int
	n, err := fmt.Sscanf(string(b[:min(len(b), 40)]), "P5\n%d %d\n%d", &g.width, &g.height, &most)
	if err != nil || n != 3 || most != 255 || g.width <= 0 || g.height <= 0 || len(b) < g.width*g.height {
		return nil, false
	}
	g.pixels = b[len(b)-g.width*g.height:]
	return &g, true
}

// box is a rectangle of pixels, from the top left corner.
type box struct{ left, top, right, bottom float64 }

func (a box) join(b box) box {
	return box{min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom)}
}

// cut gives the part of g in b, as a PGM, and its left and top edge.
func (g *graymap) cut(b box) (picture []byte, left, top int) {
	left, top = max(int(b.left)-againEdge, 0), max(int(b.top)-againEdge/2, 0)
	right, bottom := min(int(b.right)+againEdge, g.width), min(int(b.bottom)+againEdge/2, g.height)
	if left >= right || top >= bottom {
		return nil, left, top
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "P5\n%d %d\n255\n", right-left, bottom-top)
	for y := top; y < bottom; y++ {
		out.Write(g.pixels[y*g.width+left : y*g.width+right])
	}
	return out.Bytes(), left, top
}

// again reads the doubtful places of a page a second time and takes what is read better.
func (j *ocrJob) again(ctx context.Context, picture []byte, page *ocrPage) {
	g, ok := readGraymap(picture)
	if !ok {
		return
	}
	for i, tries := 0, 0; i < len(page.lines) && tries < maxAgain; i++ {
		if page.lines[i].Confidence >= sure {
			continue
		}
		k, place := i+1, page.lines[i].box
		for k < len(page.lines) && page.lines[k].Confidence < sure {
			place = place.join(page.lines[k].box)
			k++
		}
		tries++
		if better := j.place(ctx, g, page, place, page.lines[i:k]); better != nil {
			page.lines = slices.Replace(page.lines, i, k, better...)
			k = i + len(better)
		}
		i = k - 1
	}
}

// place reads a part of a page; nil if that gives nothing better than lines.
func (j *ocrJob) place(ctx context.Context, g *graymap, page *ocrPage, b box, lines []measuredLine) []measuredLine {
	part, left, top := g.cut(b)
	if part == nil {
		return nil
	}
	table, err := j.tesseract(ctx, part, "11")
	if err != nil {
		return nil // what was read first stands
	}
	found := readTable(table, &ocrPage{scale: page.scale, height: page.height, left: float64(left), top: float64(top)})
	found.lines = slices.DeleteFunc(found.lines, func(l measuredLine) bool { return l.Confidence < minConfidence })
	if certain(found.lines) <= certain(lines) {
		return nil
	}
	return found.lines
}

// certain is about the number of characters that were read right.
func certain(lines []measuredLine) float64 {
	sum := 0.0
	for _, l := range lines {
		if l.Confidence >= minConfidence {
			sum += l.Confidence * l.Confidence * float64(utf8.RuneCountInString(l.Text))
		}
	}
	return sum
}
