package frame

import (
	"strings"

	"kiyaku/corpus"
)

// A grammar holds the function words of a language without word classes: they alone carve English and Dutch sentences up.
// Words are compared in lower case, not as stems.
type grammar struct {
	modals    map[string]Modality
	negations map[string]bool
	be        map[string]bool
	do        map[string]bool
	starters  []starter
	joiners   map[string]bool // and, or, commas
	preps     map[string]bool // end an object
	stops     map[string]bool // words that are never verbs: articles, pronouns, …
	adverbs   map[string]bool
	agent     string // by, door
	to        string // to, te
	late      bool   // the verb stands at the end of the clause
	turns     []turn
}

// A starter opens a part of the sentence.
type starter struct {
	words []string
	place Place
}

// A turn is a phrase before an infinitive that sets its modality: "reserves the right to".
type turn struct {
	words    []string
	modality Modality
	agreed   bool // the other side acts: "you agree that we may", "you authorize us to"
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func starters(place Place, phrases ...string) []starter {
	var list []starter
	for _, p := range phrases {
		list = append(list, starter{strings.Fields(p), place})
	}
	return list
}

func join(lists ...[]starter) []starter {
	var all []starter
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func turns(m Modality, agreed bool, phrases ...string) []turn {
	var list []turn
	for _, p := range phrases {
		list = append(list, turn{strings.Fields(p), m, agreed})
	}
	return list
}

func grammarOf(lang corpus.Lang) *grammar {
	if lang == corpus.Dutch {
		return dutchGrammar()
	}
	return englishGrammar()
}

func englishGrammar() *grammar {
	return &grammar{
		modals: map[string]Modality{"may": May, "can": May, "might": May, "could": May, "will": Will, "shall": Will, "would": Will, "must": Must, "should": Must,
			"cannot": MustNot, "can't": MustNot, "won't": WillNot, "'ll": Will},
		negations: wordSet("not never neither nor no"),
		be:        wordSet("is are was were be been being"),
		do:        wordSet("do does did don't doesn't didn't"),
		starters: join(
			starters(Condition, "if", "when", "whenever", "where", "in case", "in the event", "in the case", "upon", "to the extent", "as soon as", "provided that", "as long as", "in response to", "while"),
			starters(Except, "except", "unless", "other than", "save for", "save as", "excluding", "with the exception", "without your", "without the prior", "without prior", "without customer's", "without the customer's", "without express", "without the consent", "absent", "save where", "but only", "apart from", "outside of"),
			starters(Purpose, "in order to", "for the purpose of", "for the purposes of", "for purposes of", "so that", "so as to", "for the sole purpose of", "solely to", "only to", "for", "to", "including to", "as necessary", "as needed", "as required", "for the following purposes"),
			starters(Modifier, "that", "which", "who", "whose", "whom")),
		joiners: wordSet("and or and/or , /"),
		preps:   wordSet("to from with by in on at via into through under within as than upon after before during using according pursuant outside without"),
		stops: wordSet("the a an any all our your their its his her this that these those such each every some no we us you they it i he she them and or of to from with by for in on at as if " +
			"not be is are was were been being has have had will shall may can must should would could might do does did which who whose whom where when than then there here so"),
		adverbs: wordSet("also only not never otherwise further always generally typically solely directly manually automatically at any time routinely periodically then thereby hereby reasonably knowingly intentionally in its sole discretion regularly either both"),
		agent:   "by", to: "to",
		turns: append(append(append(append(
			turns(May, false, "reserve the right to", "reserves the right to", "has the right to", "have the right to", "is entitled to", "are entitled to", "has the right , but not the obligation , to",
				"have the right , but not the obligation , to", "is permitted to", "are permitted to", "is allowed to", "are allowed to", "is authorized to", "are authorized to", "the right to", "is able to", "are able to", "may need to", "right at any time to"),
			turns(May, true, "permission to", "authorize us to", "authorise us to", "authorizes us to", "license to", "licence to", "allow us to", "permit us to", "consent to our", "consent to us", "instruct us to", "consents to", "sublicense , to")...),
			turns(Must, false, "agree to", "agrees to", "is required to", "are required to", "is obligated to", "are obligated to", "is obliged to", "are obliged to", "undertakes to", "undertake to", "need to", "needs to", "has to", "have to", "shall ensure to")...),
			turns(Disclaims, false, "no obligation to", "not obligated to", "not obliged to", "no duty to", "not required to", "not responsible to", "no obligation whatsoever to")...),
			turns(WillNot, false, "undertakes not to", "undertake not to", "agrees not to", "agree not to", "refrain from", "refrains from")...),
	}
}

func dutchGrammar() *grammar {
	return &grammar{
		modals: map[string]Modality{"mag": May, "mogen": May, "kan": May, "kunnen": May, "zal": Will, "zullen": Will, "moet": Must, "moeten": Must, "dient": Must, "dienen": Must,
			"behoudt": May, "behouden": May, "gerechtigd": May, "bevoegd": May, "verplicht": Must},
		negations: wordSet("niet nooit geen noch nimmer"),
		be:        wordSet("is zijn wordt worden werd werden"),
		do:        wordSet(""),
		starters: join(
			starters(Condition, "indien", "als", "wanneer", "voor zover", "mits", "in geval van", "zodra", "bij", "ingeval"),
			starters(Except, "behalve", "tenzij", "met uitzondering van", "anders dan", "dan zoals", "dan voor", "uitgezonderd", "behoudens", "zonder toestemming", "zonder voorafgaande", "zonder uitdrukkelijke"),
			starters(Purpose, "om", "ten behoeve van", "teneinde", "voor", "ten einde", "met als doel", "in het kader van"),
			starters(Modifier, "die", "dat", "welke", "waarvan", "waarbij", "waarvoor", "waarop")),
		joiners: wordSet("en of en/of , /"),
		preps:   wordSet("aan van naar met door in op bij via onder binnen buiten volgens conform uit over tot"),
		stops: wordSet("de het een alle onze ons uw hun zijn deze die dit dat elke iedere enige geen wij we u jij zij hij ze en of van aan naar met door voor in op bij als indien om te niet " +
			"is zijn wordt worden heeft hebben mag mogen kan kunnen zal zullen moet moeten"),
		adverbs: wordSet("ook niet nooit uitsluitend slechts alleen altijd tevens daarnaast te allen tijde enkel"),
		agent:   "door", to: "te", late: true,
		turns: append(turns(May, false, "het recht voor om", "is gerechtigd", "zijn gerechtigd", "heeft het recht", "hebben het recht", "behoudt zich het recht voor", "gerechtigd is", "is bevoegd"),
			turns(Must, false, "is verplicht", "zijn verplicht", "draagt zorg", "dient te", "verplicht zich", "verbindt zich")...),
	}
}
