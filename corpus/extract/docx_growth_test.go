//go:build !race

// The race detector makes this slow and no more telling.

package extract

import (
	"strings"
	"testing"
	"time"
)

// Text in very many pieces is read in the time that its length takes: comments in a run, deleted ends of paragraphs, line breaks
// within a sentence.
func TestDOCXInManyPieces(t *testing.T) {
	deleted := `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>当社は閲覧し、</w:t></w:r></w:p>`
	for _, c := range []struct{ name, before, piece, behind string }{
		{"comments", `<w:p><w:r><w:t>`, `当社は<!--x-->`, `</w:t></w:r></w:p>`},
		{"deleted ends", ``, deleted, ``},
		{"breaks", `<w:p><w:r>`, `<w:t>当社は、</w:t><w:br/>`, `</w:r></w:p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			read := func(n int) time.Duration {
				file := docxFile(c.before + strings.Repeat(c.piece, n) + c.behind)
				start := time.Now()
				mustRead(t, "a.docx", file)
				return time.Since(start)
			}
			short := max(min(read(5000), read(5000), read(5000)), 5*time.Millisecond)
			var long time.Duration
			for range 3 { // another process may have been in the way
				if long = read(40000); long <= 20*short {
					return
				}
			}
			t.Errorf("eight times as many pieces take %v instead of %v", long, short)
		})
	}
}
