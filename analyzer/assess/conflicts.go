package assess

import (
	"slices"

	"kiyaku/analyzer/find"
)

// maxConflicts bounds the pairs that are listed. Real sets have a handful; a text made to have thousands of promises and
// permissions must not cost their product.
const maxConflicts = 500

// conflicts pairs each promise with each provision that takes it back, wherever in the set they stand: promises not to
// handle or access with what makes F1 met, promises not to train with training. They come in the order of the promises.
func conflicts(fs []find.Finding) []Conflict {
	var out []Conflict
	seen := map[Conflict]bool{}
	for i := range fs {
		if !isPromise(&fs[i]) {
			continue
		}
		for j := range fs {
			c := Conflict{Promise: fs[i].ID, Permission: fs[j].ID}
			if !takesBack(&fs[i], &fs[j]) || seen[c] {
				continue
			}
			if len(out) == maxConflicts {
				return out
			}
			seen[c] = true
			out = append(out, c)
		}
	}
	return out
}

func isPromise(f *find.Finding) bool {
	switch f.Flag {
	case "no-handling", "no-access", "no-ai-training":
		return firm(f)
	}
	return false
}

func takesBack(promise, f *find.Finding) bool {
	if f.Against || !firm(f) {
		return false
	}
	if promise.Flag == "no-ai-training" {
		return f.Flag == "ai-training"
	}
	return slices.Contains(f.Factors, "F1")
}
