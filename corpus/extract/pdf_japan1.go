package extract

import (
	_ "embed"
	"strings"
	"sync"
)

// The characters of the Adobe-Japan1-7 glyph collection, one CID a line from CID 0; the line is empty where a glyph has
// none. They are those of Adobe-Japan1-UCS2 (see japan1/LICENSE) without variation selectors and private characters.
//
//go:embed japan1/characters.txt
var japan1Characters string

// japan1 gives the characters by CID.
var japan1 = sync.OnceValue(func() []string { return strings.Split(japan1Characters, "\n") })

// byJapan1 is the text of a CID of the Adobe-Japan1 collection.
func byJapan1(cid int) (string, bool) {
	if t := japan1(); cid > 0 && cid < len(t) && t[cid] != "" {
		return t[cid], true
	}
	return "", false
}
