package frame

import (
	"strings"
	"testing"

	"kiyaku/analyzer/token"
	"kiyaku/corpus"
	"kiyaku/lexicon"
)

// western parses one sentence with the concepts of the lexicon.
func western(t *testing.T, lang corpus.Lang, text string, lead *Reading) *Reading {
	t.Helper()
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range lex.Languages {
		if corpus.Lang(g.Code) != lang {
			continue
		}
		voc, err := NewVocabulary(g)
		if err != nil {
			t.Fatal(err)
		}
		tokens := (&token.Tokenizer{}).Tokens(text, corpus.Span{End: len(text)}, lang)
		return NewParser(voc).Parse(&Input{Tokens: tokens, Default: Provider, LeadIn: lead})
	}
	t.Fatalf("no language %s", lang)
	return nil
}

// act finds the frame whose act holds the words.
func act(t *testing.T, text string, r *Reading, words string) *Frame {
	t.Helper()
	for k := range r.Frames {
		if strings.Contains(strings.ToLower(r.Frames[k].Action.Span.In(text)), words) {
			return &r.Frames[k]
		}
	}
	t.Fatalf("%q: no frame for %q", text, words)
	return nil
}

// Tokens share their lexemes: reading a sentence must not change how the next one is read.
func TestReadingChangesNoLexeme(t *testing.T) {
	tok := &token.Tokenizer{}
	text := "You'll find that we're careful, and it's ours."
	before := tok.Tokens(text, corpus.Span{End: len(text)}, corpus.English)
	want := make([]token.Lexeme, len(before))
	for i := range before {
		want[i] = *before[i].Lexeme
	}
	lex, err := lexicon.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range lex.Languages {
		voc, err := NewVocabulary(g)
		if err != nil {
			t.Fatal(err)
		}
		NewParser(voc).Parse(&Input{Tokens: before, Default: Provider})
	}
	for i := range before {
		if *before[i].Lexeme != want[i] {
			t.Errorf("the lexeme of %q became %+v, was %+v", before[i].Surface, *before[i].Lexeme, want[i])
		}
	}
}

func TestEnglishFrames(t *testing.T) {
	for _, c := range []struct {
		text, act string
		actor     Actor
		modality  Modality
		place     Place
		object    string
	}{
		{"We may access your data.", "access", Provider, May, Main, "your data"},
		{"You may access your data.", "access", Customer, May, Main, "your data"},
		{"You'll access your data.", "access", Customer, Will, Main, "your data"},
		{"We’ve accessed your data.", "accessed", Provider, Will, Main, "your data"},
		{"At no time do our personnel access your data.", "access", Provider, WillNot, Main, "your data"},
		{"We do not routinely monitor your data but may do so to protect the network.", "monitor", Provider, May, Main, "your data"},
		{"Upon non-payment the Supplier is entitled to delete your data.", "delete", Provider, May, Main, "your data"},
		{"If your data is lost we will restore your data.", "restore", Provider, Will, Main, "your data"},
		{"It may be necessary for our engineers to open your files.", "open", Provider, May, Main, "your files"},
		{"Employees of the Customer may access your data.", "access", Customer, May, Main, "your data"},
		{"We reserve the right (but have no obligation) to remove your content.", "remove", Provider, May, Main, "your content"},
		{"We reserve the right to block access and to remove your content.", "remove", Provider, May, Main, "your content"},
		{"This licence includes the right to copy your content.", "copy", Provider, May, Main, "your content"},
		{"The Customer consents to our staff accessing your files.", "accessing", Provider, May, Main, "your files"},
		{"We're not using your data.", "using", Provider, WillNot, Main, "your data"},
		{"Your data isn't used by us.", "used", Provider, WillNot, Main, "Your data"},
		{"We shall refrain from viewing your data.", "viewing", Provider, WillNot, Main, "your data"},
		{"We have neither the right nor the intention to use your data.", "use", Provider, WillNot, Main, "your data"},
		{"Nothing in these terms prevents us from viewing your data.", "viewing", Provider, May, Main, "your data"},
		{"You must not prevent us from scanning your data.", "scanning", Provider, May, Main, "your data"},
		{"Inspection of your data by us is carried out weekly.", "Inspection", Provider, Will, Main, "of your data by us"},
		{"Should a fault occur, we may access your data.", "access", Provider, May, Main, "your data"},
		{"We may at our absolute discretion view your data.", "view", Provider, May, Main, "your data"},
		{"The Supplier may in the event of a fault view your data.", "view", Provider, May, Main, "your data"},
		{"The Supplier shall at no time view your data.", "view", Provider, WillNot, Main, "your data"},
		{"The Supplier shall at no charge restore your data.", "restore", Provider, Will, Main, "your data"},
		{"During a test Supplier personnel may view your data.", "view", Provider, May, Main, "your data"},
		{"There may be cases in which the Supplier needs to view your data.", "view", Provider, Will, Main, "your data"},
		{"The Customer shall permit the Supplier, its employees and agents to view your data.", "view", Provider, May, Main, "your data"},
		{"Nothing here limits the Supplier's right to view your data.", "view", Provider, May, Main, "your data"},
		{"The Supplier waives its right to view your data.", "waives", Provider, Will, Main, ""},
		{"The Supplier is entitled but not obliged to view your data.", "view", Provider, May, Main, "your data"},
		{"The Supplier is neither obliged nor entitled to view your data.", "view", Provider, WillNot, Main, "your data"},
		{"The Supplier is incapable of viewing your data.", "viewing", Provider, WillNot, Main, "your data"},
		{"The Supplier reserves to itself the right to delete your data.", "delete", Provider, May, Main, "your data"},
		{"The Customer agrees to the deletion of your data by the Supplier.", "deletion", Provider, May, Main, "of your data"},
		{"Partners of the Customer may view your data.", "view", Customer, May, Main, "your data"},
		{"It is not the case that the Supplier views your data.", "views", Provider, WillNot, Main, "your data"},
		{"Not the Supplier but the Customer may view your data.", "view", Customer, May, Main, "your data"},
		{"At no point is your data viewed by anyone.", "viewed", Provider, WillNot, Main, "your data"},
		{"No one other than the Customer can view your data.", "view", Provider, MustNot, Main, "your data"},
		{"No one other than our engineers can view your data.", "view", Provider, Is, Main, "your data"},
		{"You agree that we may access your data.", "access", Provider, May, Main, "your data"},
		{"You authorize us to access your data.", "access", Provider, May, Main, "your data"},
		{"We allow you to access your data.", "access", Customer, May, Main, "your data"},
		{"You grant us a licence to use your content.", "use", Provider, May, Main, "your content"},
		{"We grant you a licence to use the software.", "use", Customer, May, Main, "the software"},
		{"We reserve the right, in our discretion, to remove content.", "remove", Provider, May, Main, "content"},
		{"We reserve the right, and have absolute discretion, to remove content.", "remove", Provider, May, Main, "content"},
		{"The provider has the unrestricted right to remove content.", "remove", Provider, May, Main, "content"},
		{"The Provider agrees, on request, to delete your data.", "delete", Provider, Must, Main, "your data"},
		{"Your data may be accessed by our personnel.", "accessed", Provider, May, Main, "Your data"},
		{"Your data may be accessed by the customer.", "accessed", Customer, May, Main, "Your data"},
		{"No employee of ours may access your data.", "access", Provider, MustNot, Main, "your data"},
		{"Our employees have no access to your data.", "have", Provider, WillNot, Main, "your data"},
		{"We will never take steps to access your data.", "access", Provider, WillNot, Main, "your data"},
		{"We neither use nor disclose your data.", "use", Provider, WillNot, Main, "your data"},
		{"Customer uses the data that we store.", "store", Provider, Will, Modifier, ""},
		{"When you use the service, we may scan files.", "scan", Provider, May, Main, "files"},
		{"If you breach the terms, we may delete your data.", "breach", Customer, Will, Condition, "the terms"},
		{"We use the content you upload to improve the service.", "use", Provider, Will, Main, "the content you upload"},
		{"Under no circumstances shall the Provider be liable.", "liable", Provider, Disclaims, Main, ""},
		{"Please do not send data.", "do not send", Customer, WillNot, Main, "data"},
		{"We (or our suppliers) may scan files.", "scan", Provider, May, Main, "files"},
		{"We use cookies, e.g. pixels, and may access data.", "may access", Provider, May, Main, "data"},
	} {
		r := western(t, corpus.English, c.text, nil)
		var f *Frame
		for k := range r.Frames {
			if strings.Contains(r.Frames[k].Action.Span.In(c.text), c.act) {
				f = &r.Frames[k]
				break
			}
		}
		if f == nil {
			t.Errorf("%q: no frame for %q", c.text, c.act)
			continue
		}
		if f.Actor&c.actor == 0 || f.Modality != c.modality || f.Place != c.place || c.object != "" && !strings.HasPrefix(f.Object.Span.In(c.text), c.object) {
			t.Errorf("%q: actor %v, %v, %v, object %q; want %v, %v, %v, %q", c.text, f.Actor, f.Modality, f.Place, f.Object.Span.In(c.text), c.actor, c.modality, c.place, c.object)
		}
	}
}

func TestEnglishPurposesAndExceptions(t *testing.T) {
	for _, c := range []struct{ text, act, purpose, exception string }{
		{"We may use your data to improve our products.", "use", "to improve our products", ""},
		{"For security, we may scan files.", "scan", "For security", ""},
		{"We will use data to provide the service and will not use it for marketing.", "will use", "to provide the service and", ""},
		{"We will use data to provide the service and will not use it for marketing.", "will not use", "for marketing", ""},
		{"We will not access data except as necessary to provide the service.", "access", "", "except as necessary to provide the service"},
		{"We will not access data unless the law requires it.", "access", "", "unless the law requires it"},
		{"We will not use data for any purpose other than support.", "use", "for any purpose other than support", ""},
		{"We will not use data without your consent to train models.", "use", "to train models", "without your consent"},
		{"We may share data without your consent.", "share", "", ""},
		{"Except as the law requires, we will not disclose data.", "disclose", "", "Except as the law requires"},
	} {
		r := western(t, corpus.English, c.text, nil)
		f := act(t, c.text, r, strings.ToLower(c.act))
		purpose, exception := f.Purpose.Span.In(c.text), ""
		if len(f.Exceptions) > 0 {
			exception = f.Exceptions[0].Span.In(c.text)
		}
		if purpose != c.purpose || strings.TrimSuffix(exception, ".") != c.exception {
			t.Errorf("%q: purpose %q, exception %q; want %q, %q", c.text, purpose, exception, c.purpose, c.exception)
		}
	}
}

func TestEnglishLists(t *testing.T) {
	for _, c := range []struct {
		lead, item string
		tail       Place
		actor      Actor
		modality   Modality
	}{
		{"We may:", "access your data;", List, Provider, May},
		{"You may not:", "access data of others;", List, Customer, MustNot},
		{"We use your data to:", "improve our products;", Purpose, Provider, Will},
		{"We will not access your data except:", "to provide the service;", Except, Provider, WillNot},
		{"The Processor undertakes to protect data, namely:", "not to make copies of it;", List, Provider, WillNot},
	} {
		r := western(t, corpus.English, c.item, western(t, corpus.English, c.lead, nil))
		if len(r.Frames) == 0 {
			t.Errorf("%q, %q: no frame", c.lead, c.item)
			continue
		}
		f := &r.Frames[0]
		if r.Tail != c.tail || f.Actor != c.actor || f.Modality != c.modality {
			t.Errorf("%q, %q: %v, actor %v, %v; want %v, %v, %v", c.lead, c.item, r.Tail, f.Actor, f.Modality, c.tail, c.actor, c.modality)
		}
	}
}

// Whoever is put in the place of the subject acts, and "not" turns the modality, whatever the sentence.
func TestEnglishSwaps(t *testing.T) {
	for _, s := range []string{"%s may %saccess the stored data", "%s will %suse the data for research", "If asked, %s shall %sdisclose the files to others", "To keep it safe, %s must %sstore the data abroad"} {
		for who, actor := range map[string]Actor{"we": Provider, "you": Customer, "the Customer": Customer, "our employees": Provider, "your employees": Customer, "the Provider": Provider} {
			for _, not := range []string{"", "not "} {
				text := strings.Replace(strings.Replace(s, "%s", who, 1), "%s", not, 1)
				r := western(t, corpus.English, text, nil)
				var f *Frame
				for k := range r.Frames {
					if r.Frames[k].Place == Main {
						f = &r.Frames[k]
					}
				}
				if f == nil || f.Actor != actor || f.Modality.Negative() != (not != "") {
					t.Errorf("%q: frame %+v, want actor %v, negative %v", text, f, actor, not != "")
				}
			}
		}
	}
}

func TestDutchFrames(t *testing.T) {
	for _, c := range []struct {
		text     string
		actor    Actor
		modality Modality
		passive  bool
	}{
		{"Leverancier mag de gegevens gebruiken.", Provider, May, false},
		{"Klant mag de gegevens gebruiken.", Customer, May, false},
		{"De gegevens mag Leverancier gebruiken.", Provider, May, false},
		{"Tevens mag Leverancier de gegevens gebruiken.", Provider, May, false},
		{"Na beëindiging zal Verwerker de gegevens wissen.", Provider, Will, false},
		{"Leverancier zal de gegevens niet inzien.", Provider, WillNot, false},
		{"Leverancier behoudt zich het recht voor de gegevens in te zien.", Provider, May, false},
		{"Verwerker verwerkt de gegevens.", Provider, Will, false},
		{"De gegevens worden door Klant verwijderd.", Customer, Will, true},
		{"Leverancier is gerechtigd de gegevens te wissen.", Provider, May, false},
		{"Wij mogen uw gegevens niet delen.", Provider, MustNot, false},
		{"Het is ons, behoudens in noodgevallen, niet toegestaan uw bestanden in te zien.", Provider, MustNot, false},
		{"Ons personeel heeft, anders dan voor het oplossen van storingen, geen toegang tot uw gegevens.", Provider, WillNot, false},
		{"Om de fout na te bootsen laadt Leverancier een kopie van de database.", Provider, Will, false},
		{"Inzage door Leverancier in de documenten van Klant is technisch onmogelijk.", Provider, MustNot, false},
		{"Het gebruik van de gegevens door Leverancier is uitgesloten.", Provider, MustNot, false},
		{"Het verstrekken van gegevens aan derden door Leverancier is toegestaan.", Provider, May, false},
		{"Dagelijks dienen de teksten als oefenstof voor het model van de leverancier.", Provider, Will, false},
		{"Niet uitgesloten is dat onze technici bij het verhelpen van storingen uw gegevens inzien.", Provider, May, false},
		{"Onverminderd het vorige lid is Leverancier niet bevoegd de gegevens in te zien.", Provider, MustNot, false},
		{"De bestanden worden door ons nauwgezet doorzocht op verboden inhoud.", Provider, Will, true},
		{"Het is Verwerker niet toegestaan de gegevens te verwerken voor een ander doel dan is opgegeven.", Provider, MustNot, false},
	} {
		r := western(t, corpus.Dutch, c.text, nil)
		if len(r.Frames) == 0 {
			t.Errorf("%q: no frame", c.text)
			continue
		}
		if f := &r.Frames[0]; f.Actor != c.actor || f.Modality != c.modality || f.Passive != c.passive {
			t.Errorf("%q: actor %v, %v, passive %v; want %v, %v, %v", c.text, f.Actor, f.Modality, f.Passive, c.actor, c.modality, c.passive)
		}
	}
}
