package lexicon

// A Language is what is known for one language.
type Language struct {
	Code     string // ja, en, nl
	Concepts []Concept
	Rules    []Rule
}

// A Concept is a named list of words and phrases in dictionary form that mean the same for the rules.
type Concept struct {
	Name  string
	Words []string
	File  string
	Line  int
}

// A Rule says when a provision gets a flag. All conditions that it states must hold; within one condition any entry
// will do. Entries are names of concepts, or words in dictionary form.
type Rule struct {
	ID         string     `toml:"id"`
	Flag       string     `toml:"flag"`
	Why        string     `toml:"why"`       // what the rule is about, one sentence
	Actor      []string   `toml:"actor"`     // provider, customer, subcontractor, authority, unknown; default provider
	Modality   []string   `toml:"modality"`  // may, must, will, must-not, will-not, is, disclaims; default may, must, will, is
	Action     []string   `toml:"action"`    // what is done
	Object     []string   `toml:"object"`    // to what: object classes (customer-data, …) or concepts
	Recipient  []string   `toml:"recipient"` // to whom
	Purpose    []string   `toml:"purpose"`   // what for
	Place      []string   `toml:"place"`     // where in the sentence the action stands: main, list, purpose, condition, exception, modifier
	With       [][]string `toml:"with"`      // each group must occur somewhere in the sentence
	Without    []string   `toml:"without"`   // none of these may occur in the sentence
	Context    []string   `toml:"context"`   // must occur in the lead-in or a caption above
	NotContext []string   `toml:"not-context"`
	Kinds      []string   `toml:"kinds"`     // kinds of documents; default all
	Exception  []string   `toml:"exception"` // kinds of exceptions, one of which must be attached
	Debatable  bool       `toml:"debatable"`
	Serves     string     `toml:"serves"` // whom the use serves: provider (default for own-use flags), service, customer
	Also       []string   `toml:"also"`   // other flags that the same words raise
	Hit        []Example  `toml:"hit"`
	Miss       []Example  `toml:"miss"`
	File       string     `toml:"-"`
	Line       int        `toml:"-"`
}

// An Example is a text on which a rule must, or must not, fire.
type Example struct {
	Text string   `toml:"text"`
	Mark string   `toml:"mark"` // the words that a hit must mark
	Why  string   `toml:"why"`  // why a miss is none
	Also []string `toml:"also"` // other rules that fire on it
}
