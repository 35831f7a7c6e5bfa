package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
)

// sameAsFile compares got with a file of testdata, which -update writes anew.
func sameAsFile(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); rewrite with -update:\n%s", file, diff)
	}
}

// followsSchema checks JSON texts, by name, against a schema that must know all of their fields, and that a text whose
// field key is wrong does not pass.
func followsSchema(t *testing.T, schema string, texts map[string]*bytes.Buffer, key string, wrong any) {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal([]byte(schema), &s); err != nil {
		t.Fatal(err)
	}
	resolved, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		var v map[string]any
		if err := json.Unmarshal(text.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		if err := resolved.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for key := range v {
			if _, ok := s.Properties[key]; !ok {
				t.Errorf("%s: field %q is not in the schema", name, key)
			}
		}
		if v[key] = wrong; resolved.Validate(v) == nil {
			t.Errorf("%s: the schema lets %s = %v pass", name, key, wrong)
		}
	}
}
