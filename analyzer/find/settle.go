package find

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"kiyaku/corpus/fold"
	"kiyaku/lexicon"
)

// settle drops findings that repeat another and sorts the rest.
func (d *doc) settle() []Finding {
	slices.SortStableFunc(d.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), strings.Compare(a.Flag, b.Flag), compareBool(a.Debatable, b.Debatable), compareBool(!decisive(&a), !decisive(&b)))
	})
	kept := d.findings[:0]
	for _, f := range d.findings {
		if n := len(kept); n > 0 && kept[n-1].Sentence == f.Sentence && kept[n-1].Flag == f.Flag {
			if len(kept[n-1].Exceptions) < len(f.Exceptions) {
				kept[n-1].Exceptions = f.Exceptions
			}
			kept[n-1].OwnEnds = kept[n-1].OwnEnds || f.OwnEnds && !f.Debatable
			continue
		}
		kept = append(kept, f)
	}
	kept = withoutOwed(kept)
	doubtServed(kept)
	slices.SortStableFunc(kept, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(d.order(a.Flag), d.order(b.Flag)))
	})
	return kept
}

// decisive reports whether the attribute of a finding is the one that its factor asks for: staff that is controlled, keys
// that the customer holds.
func decisive(f *Finding) bool {
	return f.Flag == "access-control" && f.Actor == "provider" || f.Flag == "encryption" && f.Actor == "customer"
}

// withoutOwed drops a removal where the same sentence owes the erasure: what must be erased is not deleted by choice.
func withoutOwed(findings []Finding) []Finding {
	owed := map[int]bool{}
	for i := range findings {
		owed[findings[i].Sentence] = owed[findings[i].Sentence] || findings[i].Flag == "return-deletion"
	}
	return slices.DeleteFunc(findings, func(f Finding) bool {
		return f.Flag == "removal" && f.Modality != "may" && owed[f.Sentence]
	})
}

// doubtServed marks a finding of monitoring or access debatable where the same act is the service itself or help that the
// customer asked for: what customers have analysed for them is not watched.
//
// The findings come in order of their sentences.
func doubtServed(findings []Finding) {
	for len(findings) > 0 {
		n := 1
		for n < len(findings) && findings[n].Sentence == findings[0].Sentence {
			n++
		}
		here := findings[:n]
		for i := range here {
			f := &here[i]
			f.Debatable = f.Debatable || slices.ContainsFunc(here, func(g Finding) bool {
				return g.Mark == f.Mark && !g.Debatable && serves[[2]string{g.Flag, f.Flag}]
			})
		}
		findings = findings[n:]
	}
}

// serves holds flags whose act serves the customer, each with the flag that it throws doubt upon.
var serves = map[[2]string]bool{
	{"processing-service", "monitor-analyze"}:    true,
	{"processing-service", "provider-access"}:    true,
	{"support-investigation", "monitor-analyze"}: true,
}

func (d *doc) order(flag string) int {
	return slices.IndexFunc(d.finder.lex.Flags, func(f lexicon.Flag) bool { return f.ID == flag })
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// digest is the hash of the folded words of sentence i without its marker. It is kept, since one sentence may raise many
// findings.
func (d *doc) digest(i int) [sha256.Size]byte {
	if sum, ok := d.digests[i]; ok {
		return sum
	}
	words := withoutSpace(fold.String(d.Sentences[i].Body.In(d.Text)))
	d.digests[i] = sha256.Sum256([]byte(words))
	return d.digests[i]
}

// withoutSpace leaves white space out.
func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// identity is made of the flag and the words of a provision, not of its place, so that it outlives renumbering and moves.
func identity(flag string, words [sha256.Size]byte) string {
	sum := sha256.Sum256(append([]byte(flag+"\x00"), words[:]...))
	return "v1:" + hex.EncodeToString(sum[:8])
}

// unique counts the findings whose words stand more than once: the second ID ends in -2.
func unique(all []Finding) {
	seen := map[string]int{}
	for i := range all {
		id := all[i].ID
		seen[id]++
		if n := seen[id]; n > 1 {
			all[i].ID = fmt.Sprintf("%s-%d", id, n)
		}
	}
}
