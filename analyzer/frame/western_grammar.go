package frame

import (
	"strings"

	"kiyaku/corpus"
)

// A grammar holds the function words of a language without word classes: they alone carve English and Dutch sentences up.
// Words are compared in lower case, not as stems.
type grammar struct {
	modals      wordTable[Modality]
	negations   words
	be          words
	have        words
	do          words
	light       words // verbs whose noun tells the act: have access, make copies
	chains      words // verbs that hand on to an infinitive: need to
	starters    []starter
	guarded     words // starters of one word that open a part in some places only
	joiners     words // and, or, commas
	preps       words // end an object
	stops       words // words that are never verbs: articles, pronouns, …
	pronouns    words // subjects that stand for something named before
	adverbs     words
	connectives words // content words that are no subjects: however, notwithstanding
	starts      words // adverbs at the head of a clause that puts the verb before its subject
	content     words // verbs before a "that" that goes on with what is said: agree that
	consent     words // what "without" may want, to be an exception
	purposes    words // nouns after which "other than" lists purposes
	orders      words // verbs that hand an act on: authorize us to
	grants      words // verbs that grant rights
	rights      words // what they grant
	staff       words
	pledges     words             // verbs of one word whose "to" may stand further off
	pointers    words             // words that say that a list follows
	inserted    [][]string        // phrases that may stand between modal and verb
	inverts     words             // words that begin a subject behind its modal
	gives       words             // verbs whose "to" names a recipient
	crew        words             // words for a party's people where it says whose they are: our people
	systems     words             // what a provider runs: what they do, the provider does
	keeps       words             // verbs that keep a party from acting: prevents us from
	happens     words             // verbs that only say that the act which their subject names happens
	leaves      words             // those of them that permit it
	bans        words             // those of them that forbid it
	short       wordTable[string] // verbs as they are written behind an apostrophe
	finites     words             // forms that are verbs wherever they stand behind a noun
	agent       string            // by, door
	to          string            // to, te
	late        bool              // the verb stands at the end of the clause
	turns       []turn

	turnsFrom, turnsTo wordTable[[]*turn]    // by first and by last word, in order
	startersFrom       wordTable[[]*starter] // by first word, in order
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

func starters(place Place, phrases ...string) []starter {
	var list []starter
	for _, p := range phrases {
		list = append(list, starter{strings.Fields(p), place})
	}
	return list
}

func wordLists(list ...string) [][]string {
	var all [][]string
	for _, p := range list {
		all = append(all, strings.Fields(p))
	}
	return all
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
	g := englishGrammar()
	if lang == corpus.Dutch {
		g = dutchGrammar()
	}
	turnsFrom, turnsTo, startersFrom := map[string][]*turn{}, map[string][]*turn{}, map[string][]*starter{}
	for i := range g.turns {
		t := &g.turns[i]
		first, last := t.words[0], t.words[len(t.words)-1]
		turnsFrom[first], turnsTo[last] = append(turnsFrom[first], t), append(turnsTo[last], t)
	}
	for i := range g.starters {
		s := &g.starters[i]
		startersFrom[s.words[0]] = append(startersFrom[s.words[0]], s)
	}
	g.turnsFrom, g.turnsTo, g.startersFrom = tableOf(turnsFrom), tableOf(turnsTo), tableOf(startersFrom)
	return g
}

func englishGrammar() *grammar {
	return &grammar{
		modals: tableOf(map[string]Modality{"may": May, "can": May, "might": May, "could": May, "will": Will, "shall": Will, "would": Will, "must": Must, "should": Must,
			"cannot": MustNot, "can't": MustNot, "won't": WillNot, "couldn't": MustNot, "shan't": WillNot, "wouldn't": WillNot, "mustn't": MustNot, "shouldn't": MustNot, "mayn't": MustNot, "needn't": Disclaims, "'ll": Will, "we'll": Will, "you'll": Will}),
		negations: wordSet("not never neither nor no"),
		be:        wordSet("is are was were be been being aren't isn't wasn't weren't"),
		have:      wordSet("have has had hasn't haven't"),
		do:        wordSet("do does did don't doesn't didn't"),
		light:     wordSet("enjoy enjoys remain remains have has had having gain gains obtain obtains get gets make makes made making perform performs performed performing conduct conducts conducted conducting carry carries carried undertake give gives given grant grants granted take takes taken receive receives"),
		chains:    wordSet("need needs seek seeks attempt attempts try tries have has able choose chooses decide decides elect elects continue continues continuing come comes move moves strive strives endeavor endeavors endeavour endeavours going required necessary agree agrees commit commits"),
		starters: join(
			starters(Condition, "if", "whether", "when", "whenever", "where", "in case", "in the event", "in the case", "in cases", "upon", "to the extent", "as soon as", "provided that", "as long as", "in response to", "while", "once", "so long as", "wherever", "only as long as", "in the event of", "on condition that", "insofar as", "should you", "should", "after", "before", "until"),
			starters(Except, "this shall not apply", "this does not apply", "this will not apply", "the foregoing shall not apply", "the foregoing does not apply", "otherwise than", "barring", "with the sole exception", "except", "unless", "other than", "save for", "save as", "excluding", "with the exception", "without", "absent", "save where", "apart from", "except for", "except to", "except as", "except that", "except where", "except when", "except if", "except in", "unless and until", "save to", "save in", "save under", "save with", "save upon", "save by", "save if", "save when", "save that", "but not", "but for"),
			starters(Purpose, "in order to", "for the purpose of", "for the purposes of", "for purposes of", "so that", "so as to", "for the sole purpose of", "solely to", "only to", "for", "to", "including to", "as necessary", "as needed", "as required", "as reasonably necessary", "for the following purposes", "with a view to", "with the aim of", "to help", "in connection with", "in furtherance of", "as part of", "solely for", "only for", "exclusively for"),
			starters(Modifier, "that", "which", "who", "whose", "whom", "such that", "as is", "as are", "as may be", "as was")),
		guarded: wordSet("whether once to for that without after before until should"),
		joiners: wordSet("and or and/or , / nor as well"),
		preps:   wordSet("to from with by in on at via into through under within as than upon after before during using according pursuant outside without against across about between among towards toward regarding concerning"),
		stops: wordSet("the a an any all our your their its his her this that these those such each every some no we us you they it i he she them and or of to from with by for in on at as if multiple several various certain third foreign public governmental other another both either neither " +
			"not be is are was were been being has have had will shall may can must should would could might do does did which who whose whom where when than then there here so but nor however unless except while because although"),
		pronouns:    wordSet("it they he she this these those"),
		adverbs:     wordSet("first also only not never otherwise further always generally typically solely directly manually automatically routinely periodically then thereby hereby reasonably knowingly intentionally regularly either both now still ever even together again thus therefore already too nonetheless nevertheless instead itself themselves alone often sometimes usually"),
		connectives: wordSet("however notwithstanding furthermore moreover additionally similarly accordingly further addition example instance provided note please sole discretion contrary anything event time times case"),
		content:     wordSet("informed informs inform advised notified notifies reminded agree agrees acknowledge acknowledges ensure ensures ensuring instruct instructs provided understand understands represent represents warrant warrants confirm confirms note notes aware declare declares accept accepts guarantee guarantees state states require requires mean means believe believes so extent determine determines consent consents event instructed know condition demonstrate clear agreed promise promises promised pledge pledges assure assures assured certify certifies undertakes undertake settled emphasise emphasize emphasizes emphasises stresses underlines recalls reiterates commits excluded ruled clarify clarifies declared confirmed understood stipulated happen happens occur occurs possible inevitable unavoidable conceivable recognise recognises recognize recognizes"),
		consent:     wordSet("consent permission approval authorization authorisation instruction instructions agreement direction request warrant subpoena order"),
		purposes:    wordSet("purpose purposes anything reason reasons use uses"),
		orders:      wordSet("authorize authorizes authorise authorises authorized instruct instructs allow allows permit permits direct directs ask asks request requests require requires enable enables oblige obliges forbid forbids appoint appoints cause causes permitting allowing authorizing enabling"),
		grants:      wordSet("grant grants granting give gives granted license licenses provide provides"),
		rights:      wordSet("right rights license licence permission authority consent authorization authorisation sublicense power"),
		staff:       wordSet("human licensors licensor employees employee personnel staff team teams engineers engineer representatives agents workers technicians affiliates affiliate operators operator reviewers specialists contractors technician agent developers founders"),
		crew:        wordSet("people group department crew analysts consultants administrators administrator helpdesk colleagues programmers experts officers officer lawyers lawyer manager managers desk management unit soc typists couriers staffers worker clerk clerks annotators moderators translators transcribers linguists accountants bookkeepers accountant bookkeeper advisers advisors assistants coders editors sysadmins dbas hosts planners researchers researcher scientists auditors counsel attorneys testers designers evaluators raters graders labellers labelers investigators responders agents associates professionals integrators trainers curators"),
		systems:     wordSet("service services platform app application system systems software engine tool tools product solution portal algorithm algorithms classifier assistant bot scanner filter filters crawler"),
		keeps:       wordSet("prevent prevents preventing stop stops bar bars preclude precludes prohibit prohibits keep keeps hinder hinders block blocks restrict restricts stopping barring precluding prohibiting"),
		happens:     wordSet("taken take takes occur occurs happen happens performed carried done made conducted undertaken permitted allowed granted possible reserved effected permissible prohibited forbidden excluded ruled barred disabled executed handled provided lies"),
		leaves:      wordSet("permitted allowed granted possible reserved permissible"),
		bans:        wordSet("prohibited forbidden excluded ruled barred disabled"),
		short:       tableOf(map[string]string{"'re": "are", "'ve": "have", "'m": "am"}),
		pledges:     wordSet("undertakes undertake commits commit agrees promises promise pledges"),
		pointers:    wordSet("following below follows either cases circumstances"),
		inserted:    wordLists("at all times", "at any time", "from time to time", "in such case", "in such event", "in this case", "in any event", "at its own expense", "at its own cost", "without undue delay", "without delay", "in turn", "as a rule", "in particular", "at its option", "at our option", "at its discretion", "at our discretion", "at its sole discretion", "at our sole discretion", "in its discretion", "in our discretion", "in its sole discretion", "in our sole discretion", "at its own discretion", "at our own discretion", "as it sees fit", "as we see fit", "where appropriate", "if necessary", "where necessary", "on request", "upon request", "upon order", "on demand", "on its part", "at its choice", "for its part", "at once", "of course", "by no means", "in principle", "if needed", "where needed"),
		inverts:     wordSet("the we you our any either its such a"),
		gives:       wordSet("pass passes hand hands forward forwards release releases supply supplies furnish furnishes communicate communicates deliver delivers disclose discloses disclosed share shared provide provides provided transfer transfers transferred send sent transmit transmitted sell sold give given available communicate released report supplied forwarded passed handed furnished delivered offered conveyed accessible shown"),
		finites:     wordSet("stays stay exists exist falls fall means requires apply supports includes remains remain belongs belong applies governs govern constitutes includes becomes prevails resides vests vest rests serve serves sits sit"),
		agent:       "by", to: "to",
		turns: append(append(append(append(
			turns(May, false, "reserves to itself the right to", "reserves for itself the right to", "reserve to ourselves the right to", "reserves to itself the right of", "reserves the right of", "reserve the right of", "has the right of", "have the right of", "retains the right of", "reserve the right to", "reserves the right to", "reserve the right , at our sole discretion , to", "has the right to", "have the right to", "has the unrestricted right to", "have the unrestricted right to", "has an unrestricted right to", "has the unlimited right to", "have the unlimited right to", "has the sole right to", "has the absolute right to", "have the absolute right to", "is entitled to", "are entitled to", "has the right , but not the obligation , to",
				"have the right , but not the obligation , to", "be entitled to", "is permitted to", "are permitted to", "be permitted to", "is allowed to", "are allowed to", "be allowed to", "is authorized to", "are authorized to", "is authorised to", "are authorised to",
				"is able to", "are able to", "has the ability to", "have the ability to", "retain the right to", "retains the right to", "reserve all rights to", "is our policy to", "our policy is to", "policy is to", "are free to", "is free to", "be free to", "remains free to", "remain free to", "be authorised to", "be authorized to", "is at liberty to", "are at liberty to", "be at liberty to", "has permission to", "have permission to", "have your permission to", "is empowered to", "are empowered to", "has authority to", "have authority to", "has the authority to", "is licensed to", "are licensed to", "is in a position to", "are in a position to", "is capable of", "are capable of", "at our option", "at its option"),
			turns(May, true, "consent to our", "consents to our", "consent to the", "consent to us", "agree to our", "agrees to our", "consents to the", "permission for us to")...),
			turns(Must, false, "agree to", "agrees to", "is required to", "are required to", "be required to", "be required by law to", "is required by law to", "are required by law to", "be legally required to", "are legally required to", "be compelled to", "is compelled to", "are compelled to", "is ordered to", "are ordered to", "be ordered to", "is forced to", "are forced to", "be forced to", "is obligated to", "are obligated to", "is obliged to", "are obliged to", "undertakes to", "undertake to", "commits to", "commit to", "has to", "have to", "has a duty to", "promises to", "promise to", "pledges to", "pledge to", "has agreed to", "have agreed to", "is bound to", "are bound to", "guarantees to", "guarantee to", "sees to", "covenants to")...),
			turns(Disclaims, false, "need not", "no obligation to", "not obligated to", "not obliged to", "no duty to", "not required to", "not responsible to", "no obligation whatsoever to", "not be obliged to", "not be obligated to", "not be required to")...),
			turns(WillNot, false, "abstain from", "abstains from", "desist from", "desists from", "forgo", "forgoes", "promises not to", "promise not to", "pledges not to", "pledge not to", "guarantees not to", "has agreed not to", "have agreed not to", "is forbidden to", "are forbidden to", "is forbidden from", "are forbidden from", "is barred from", "are barred from", "is precluded from", "are precluded from", "is prevented from", "are prevented from", "be prevented from", "is kept from", "are kept from", "is banned from", "are banned from", "is excluded from", "are excluded from", "be barred from", "be precluded from", "is not in a position to", "are not in a position to", "undertakes not to", "undertake not to", "is incapable of", "are incapable of", "be incapable of", "is not capable of", "are not capable of", "agrees not to", "agree not to", "refrain from", "refrains from", "commits not to", "is prohibited from", "are prohibited from", "be prohibited from", "is restricted from", "are restricted from",
				"not be permitted to", "is not permitted to", "are not permitted to", "is not allowed to", "are not allowed to", "is not authorized to", "are not authorized to", "is not entitled to", "are not entitled to", "is unable to", "are unable to", "is not able to", "are not able to", "not to")...),
	}
}

func dutchGrammar() *grammar {
	return &grammar{
		modals: tableOf(map[string]Modality{"mag": May, "mogen": May, "kan": May, "kunt": May, "kunnen": May, "zal": Will, "zult": Will, "zullen": Will, "moet": Must, "moeten": Must, "dient": Must, "dienen": Must,
			"behoudt": May, "behouden": May, "verbindt": Must, "draagt": Will, "staat": Is}),
		negations: wordSet("niet nooit geen noch evenmin nimmer niets geenszins niemand nergens"),
		be:        wordSet("is zijn ben bent wordt worden werd werden"),
		have:      wordSet("heeft hebben"),
		do:        wordSet(""),
		starters: join(
			starters(Condition, "indien", "als", "wanneer", "voor zover", "mits", "in geval van", "zodra", "ingeval", "in het geval", "na", "op verzoek", "nadat", "voordat", "alvorens", "slechts indien", "zolang", "telkens wanneer", "telkens als", "iedere keer dat", "elke keer dat", "voor elke keer dat", "bij elke keer dat", "waar nodig", "bij de verwerking", "bij het verwerken", "bij de uitvoering", "bij het gebruik"),
			starters(Except, "behalve", "uitgezonderd", "anders dan voor zover", "tenzij", "met uitzondering van", "anders dan", "zolang er geen", "zolang geen", "onverminderd", "dit geldt niet", "dit geldt evenwel niet", "dat geldt niet", "dan zoals", "dan voor", "dan om", "uitgezonderd", "behoudens", "zonder", "met uitzondering", "buiten hetgeen", "buiten wat", "afgezien van", "een uitzondering geldt", "uitzondering geldt", "met dien verstande dat dit niet geldt", "dan met", "dan na", "dan indien", "dan wanneer", "dan als", "uitzonderingen daargelaten", "buiten de gevallen", "behalve dan", "daargelaten", "behoudens voor zover", "behoudens indien", "behoudens wanneer", "behalve voor zover", "behalve indien", "behalve wanneer", "behalve als", "behoudens als", "uitgezonderd wanneer", "uitgezonderd indien", "uitgezonderd voor zover"),
			starters(Purpose, "om", "ten behoeve van", "teneinde", "voor", "ten einde", "met als doel", "in het kader van", "ter"),
			starters(Modifier, "die", "dat", "welke", "waar", "waarvan", "waarbij", "waarvoor", "waarop", "waarmee", "waartoe", "waarin", "waaraan", "waaruit", "waarover", "waaronder", "waarom", "op wie", "aan wie", "voor wie", "zonder daartoe", "zonder hiertoe", "zonder dat")),
		guarded:     wordSet("welke zonder dat voor om ter na als die uitgezonderd"),
		joiners:     wordSet("en of en/of , /"),
		preps:       wordSet("aan van vanaf vanuit naar met door in op bij via onder binnen buiten volgens conform uit over tot tegen ten aangaande jegens tussen voor na per tijdens gedurende wegens ondanks krachtens blijkens namens omtrent inzake betreffende naast boven achter sinds rond"),
		stops:       wordSet("de het een alle onze ons uw hun haar diens deze die dit dat elke iedere enige geen wij we u jij zij hij ze en of van aan naar met door voor in op bij als indien om te niet is zijn wordt worden heeft hebben mag mogen kan kunnen zal zullen moet moeten dient"),
		pronouns:    wordSet("zij hij ze dit deze"),
		adverbs:     wordSet("ook wel niet nooit uitsluitend slechts alleen altijd tevens daarnaast te allen tijde enkel nimmer steeds onverwijld direct redelijkerwijs hierbij dan bovendien zelf zelfs eveneens"),
		connectives: wordSet("indien echter tevens voorts verder daarnaast"),
		starts:      wordSet("afhankelijk overeenkomstig ongeacht gelet vervolgens hiertoe daartoe hiervoor daarvoor hierdoor daarom aldus incidenteel periodiek soms vaak maandelijks wekelijks doorgaans normaliter gewoonlijk vooraf achteraf eventueel terstond automatisch standaard bijgevolg niettemin desondanks daarbij als zelfs omwille dan desgewenst desgevraagd jaarlijks dagelijks zo evenmin bovendien tevens daarnaast hierbij echter voorts verder zodra indien wanneer"),
		content:     wordSet("uitgesloten voorkomen gebeuren voordoen vast erop aanvaardt aanvaarden begrijpt weet begrijpen ermee garandeert akkoord ervoor erop ervan bevestigt verklaart toe erkent zeker overeen mee mede weg kenbaar duidelijk bekend bewust daarvan eens"),
		consent:     wordSet("toestemming instemming goedkeuring instructie instructies opdracht machtiging"),
		pointers:    wordSet("volgende hieronder gevallen onderstaande"),
		purposes:    wordSet("doel doeleinden doeleinde doelen"),
		orders:      wordSet("positie machte gelegenheid recht mogelijkheid gerechtigd bevoegd toegestaan toestemming verboden verplicht gehouden licentie onmogelijk mogelijk machtiging vrij opdracht staat verzoeken verplichting bevoegdheid machtigt machtigen spant inspannen verbindt"),
		grants:      wordSet("verleent verlenen geeft geven verschaft verschaffen biedt stemt stemmen machtigt machtigen staat staan gaat gaan"),
		rights:      wordSet("toe toestemming toegang licentie machtiging gebruiksrecht recht inzage akkoord stemt stemmen machtigt machtigen"),
		light:       wordSet(""), chains: wordSet(""),
		staff: wordSet("medewerkers werknemers personeel personeelsleden"),
		agent: "door", to: "te", late: true,
	}
}
