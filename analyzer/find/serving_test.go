package find

import (
	"testing"

	"kiyaku/analyzer/clause"
	"kiyaku/corpus"
)

// Data that others get because the customer's service needs it, or because the customer asks, serves the customer.
func TestWhomDisclosureServes(t *testing.T) {
	f := builtinFinder(t)
	for text, own := range map[string]bool{
		"当社は、本サービスの提供に必要な範囲で、契約者の個人情報を提携金融機関へ提供します。":                           false,
		"当社は、新商品の開発のため、契約者の個人情報を提携金融機関へ提供します。":                                 true,
		"当社は、本サービスの提供及び新商品の開発のため、契約者の個人情報を提携金融機関へ提供します。":                       true,
		"当社は、契約者の個人情報を提携金融機関へ提供します。":                                           true,
		"If you use a plug-in, we may share your data with third parties.":     false,
		"If you visit our offices, we may share your data with third parties.": true,
		"Wij delen uw gegevens met derden om de dienst te leveren.":            false,
		"Wij delen uw gegevens met derden.":                                                     true,
		"Wij delen uw gegevens met derden om de dienst te leveren en voor marketingdoeleinden.": true,
	} {
		lang := corpus.English
		switch {
		case text[0] >= 0x80:
			lang = corpus.Japanese
		case text[:3] == "Wij":
			lang = corpus.Dutch
		}
		doc := plainDocument(text, lang, corpus.Terms)
		found := false
		for _, x := range f.Find([]Doc{{doc, clause.Split(doc)}}) {
			if x.Flag != "third-party-disclosure" {
				continue
			}
			found = true
			if x.OwnEnds != own {
				t.Errorf("%s\nserves own ends: %v, want %v", text, x.OwnEnds, own)
			}
		}
		if !found {
			t.Errorf("%s\nraises no third-party-disclosure", text)
		}
	}
}
