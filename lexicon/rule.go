package lexicon

import "sync"

// A Language is what is known for one language.
type Language struct {
	Code     string // ja, en, nl
	Concepts []Concept
	Rules    []Rule // of a compiled lexicon, from the first [Language.Open] on, which [Lexicon.Language] does; likewise Signs
	Signs    []Sign

	// What the analyzer made of the concepts and of the words of rules and signs; "" where that is still to be done.
	Vocabulary, SignVocabulary string

	unread string // rules and signs, as the compiled lexicon has them
	once   sync.Once
}

// A Concept is a named list of words and phrases that mean the same for the rules.
//
// Words are written in dictionary form (監視, 取り扱う, "third party"); inside a phrase only the last word is inflected when
// text is compared. "@name" takes in the words of another concept.
type Concept struct {
	Name   string   `toml:"-"`
	Words  []string `toml:"words"`
	First  []string `toml:"first"`  // with Second: every compound of one of these ...
	Second []string `toml:"second"` // ... and one of these is a word too; Words holds them once the lexicon is loaded
	Except []string `toml:"except"` // longer phrases in which the words do not count: 個人情報保護法
	File   string   `toml:"-"`
	Line   int      `toml:"-"`
}

// A Rule says when a provision gets a flag. All conditions that it states must hold; of the entries of one condition one
// must. Entries are words in dictionary form or "@name" for a concept.
type Rule struct {
	ID         string     `toml:"id"`
	Flag       string     `toml:"flag"`
	Why        string     `toml:"why"`         // what the rule is about, one sentence
	Actor      []string   `toml:"actor"`       // provider, customer, subcontractor, authority, third-party, unknown; default provider
	Modality   []string   `toml:"modality"`    // may, must, will, must-not, will-not, is, disclaims; default may, must, will, is
	Action     []string   `toml:"action"`      // what is done; empty: the rule looks at the sentence as a whole
	Object     []string   `toml:"object"`      // to what
	NotObject  []string   `toml:"not-object"`  // none of these may be what it is done to
	Recipient  []string   `toml:"recipient"`   // to or from whom
	Purpose    []string   `toml:"purpose"`     // what for
	NotPurpose []string   `toml:"not-purpose"` // none of these may be a purpose
	Condition  []string   `toml:"condition"`   // in which case
	Place      []string   `toml:"place"`       // main, list, purpose, condition, exception, modifier; default main, list
	With       [][]string `toml:"with"`        // of each group one must occur in the sentence
	Without    []string   `toml:"without"`     // none of these may occur in the sentence
	Context    []string   `toml:"context"`     // one must occur in the lead-in or a heading above
	NotContext []string   `toml:"not-context"` // none may occur in the lead-in or a heading above
	Kinds      []string   `toml:"kinds"`       // kinds of documents; default all
	Scope      []string   `toml:"scope"`       // service, own-customers: whose data the document is about; default all
	Exceptions []string   `toml:"exceptions"`  // kinds of exceptions, one of which must be attached; "none": none may be but harmless ones
	Excepted   []string   `toml:"excepted"`    // one must occur in a case that the sentence itself excepts and that lies in the provider's hands
	NotOnly    []string   `toml:"not-only"`    // not where every case of the act (its condition, the items of its list) is one of these
	Debatable  bool       `toml:"debatable"`   // careful colleagues may decide either way
	Serves     string     `toml:"serves"`      // whose purposes the act serves: provider (default) or customer
	Serving    []string   `toml:"serving"`     // purposes and conditions with which the act serves the customer, unless an end of the provider's own stands beside
	ActorAs    string     `toml:"actor-as"`    // the finding's actor where it is not who acts: who is controlled (access-control), who holds the keys (encryption)
	Hit        []Example  `toml:"hit"`
	Miss       []Example  `toml:"miss"`
	File       string     `toml:"-"`
	Line       int        `toml:"-"`
}

// An Example is a text on which a rule must, or must not, fire. A text of several lines is a small document; Kind says of
// which kind (terms if empty).
type Example struct {
	Text string   `toml:"text"`
	Mark string   `toml:"mark"` // words inside the sentence that a hit must stand on
	Why  string   `toml:"why"`  // why a miss is none
	Kind string   `toml:"kind"`
	Also []string `toml:"also"` // other flags that rightly are raised on the same text
}

// A Sign says which sentences bear on a point of a topic (a question that lawyers put to the documents beside the flags):
// patches among the work of maintenance, training that happens unless somebody objects. It shows the sentence where the
// topic is answered; it raises no flag and moves no factor.
type Sign struct {
	Point   string     `toml:"point"`   // "TOPIC.POINT", one of Points
	Why     string     `toml:"why"`     // what the sentences are about, one sentence
	With    [][]string `toml:"with"`    // of each group one must occur: of the first in the sentence itself, of the others there, in its lead-in or a heading
	Without []string   `toml:"without"` // none of these may occur in the sentence
	Anyone  bool       `toml:"anyone"`  // who acts does not matter; else what the customer alone does is left out
	Hit     []Example  `toml:"hit"`
	Miss    []Example  `toml:"miss"`
	File    string     `toml:"-"`
	Line    int        `toml:"-"`
}
