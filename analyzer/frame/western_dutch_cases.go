package frame

import "strings"

// awaitsParticiple reports whether the main clause before the condition opened at token opened still waits for the participle or
// the infinitive that closes it, and that stands behind the comma at token i: "worden, zodra het contract eindigt|, gewist".
func (w *clauseWork) awaitsParticiple(opened, i int) bool {
	last := i + 1
	for last < len(w.t) && !w.clauseCloses(last) {
		if w.finite(last) {
			return false
		}
		last++
	}
	if last--; last <= i || !w.finite2(opened, i) || !w.dutchParticiple(last) && !(w.act(last) && strings.HasSuffix(w.low[last], "en")) {
		return false
	}
	auxiliary := false
	for k := 0; k < opened; k++ {
		auxiliary = auxiliary || w.finite(k) && w.places[k] == Main
		if auxiliary && w.places[k] == Main && (w.dutchParticiple(k) || w.act(k) && strings.HasSuffix(w.low[k], "en") && !w.concept(k, w.p.concept.things())) {
			return false
		}
	}
	return auxiliary
}

// liftedDuty takes the cases in which a duty or a ban does not hold for exceptions from it: "de geheimhoudingsplicht is niet van
// toepassing|indien".
func (w *clauseWork) liftedDuty() {
	duty, lifted := false, -1
	for k := range w.low {
		if w.places[k] != Main || lifted >= 0 {
			continue
		}
		duty = duty || liftable.has(w.low[k])
		if duty && (w.phraseAt(k, notApplied) > 0 || (w.low[k] == "geldt" || w.low[k] == "gelden") && w.hasWord(k, min(k+4, len(w.t)), "niet")) {
			lifted = k
		}
	}
	for k := lifted + 1; lifted >= 0 && k < len(w.t); k++ {
		if w.places[k] == Condition {
			w.places[k] = Except
		}
	}
}

var (
	liftable   = wordSet("geheimhoudingsplicht geheimhouding geheimhoudingsverplichting verbod zwijgplicht")
	notApplied = strings.Fields("niet van toepassing")
)
