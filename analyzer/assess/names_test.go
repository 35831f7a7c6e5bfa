package assess

import (
	"slices"
	"testing"
)

func TestNames(t *testing.T) {
	for text, want := range map[string][]string{
		"インドネシア及びインドに置く":                  {"インドネシア", "インド"},
		"in the US, the U.S. and Belgium": {"US", "U.S.", "Belgium"},
		"USER data of BUSES":              nil,
		"米国のサーバー（US-East）":                {"米国", "US"},
		"中国地方の店舗":                         nil,
		"":                                nil,
	} {
		if got := countries(text); !slices.Equal(got, want) {
			t.Errorf("countries(%q) = %q, want %q", text, got, want)
		}
	}
	if got, want := named("Google Cloud Platform上のOpenAIのAPI"), []string{"Google Cloud Platform", "OpenAI"}; !slices.Equal(got, want) {
		t.Errorf("named = %q, want %q", got, want)
	}
}
