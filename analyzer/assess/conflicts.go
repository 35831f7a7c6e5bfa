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
			c := Conflict{Promise: fs[i].ID, Permission: fs[j].ID, By: -1}
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

// rank notes for each conflict between two documents which of them prevails, by the first clause that says so. Clauses
// that say both leave it open.
func rank(a *Assessment) {
	document := make(map[string]string, len(a.Findings))
	for i := range a.Findings {
		document[a.Findings[i].ID] = a.Findings[i].Document
	}
	for i := range a.Conflicts {
		c := &a.Conflicts[i]
		promise, permission := document[c.Promise], document[c.Permission]
		up, down := outranks(a.Precedence, promise, permission), outranks(a.Precedence, permission, promise)
		switch {
		case promise == permission || up >= 0 && down >= 0:
		case up >= 0:
			c.Prevails, c.By = "promise", up
		case down >= 0:
			c.Prevails, c.By = "permission", down
		}
	}
}

// outranks is the first clause that puts document high above low; -1 if there is none.
func outranks(list []find.Precedence, high, low string) int {
	return slices.IndexFunc(list, func(p find.Precedence) bool {
		return slices.Contains(p.Higher, high) && slices.Contains(p.Lower, low)
	})
}
