package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Many sources are read side by side and keep their order.
func TestReadAllKeepsOrder(t *testing.T) {
	dir := t.TempDir()
	var locations []string
	for i := range 20 {
		name := filepath.Join(dir, fmt.Sprintf("%02d.txt", i))
		write(t, name, fmt.Sprintf("第%d条 当社は、契約者データを取り扱いません。\n", i+1))
		locations = append(locations, name)
	}
	d, _, _ := testDeps()
	readings, err := d.expand(context.Background(), locations, sourceFlags{})
	if err != nil {
		t.Fatal(err)
	}
	err = readAll(context.Background(), d, sourceFlags{}, readings)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range readings {
		if r.err != nil || r.doc.Source.Location != locations[i] {
			t.Errorf("reading %d is %v (error %v), want %s", i, r.source.Location, r.err, locations[i])
		}
	}
}

// Labelled documents are assessed side by side, with the same score each time.
func TestEvalTwice(t *testing.T) {
	dir := t.TempDir()
	for i := range 6 {
		name := fmt.Sprintf("%02d", i)
		write(t, filepath.Join(dir, "text", name+".txt"), "第1条\n当社は、契約者データを監視し、分析することができます。\n")
		write(t, filepath.Join(dir, "labels", name+".json"), `{"labels": [{"flag": "monitor-analyze", "quote": "契約者データを監視し"}], "verdict": "entrustment"}`)
	}
	var first summary
	for run := range 2 {
		d, stdout, _ := testDeps()
		if err := eval(context.Background(), d, evalOptions{gold: dir, format: formatJSON}); err != nil {
			t.Fatal(err)
		}
		var got summary
		if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Labels != 6 || got.Recall == nil || *got.Recall != 1 {
			t.Errorf("run %d: score = %s, want 6 labels, all found", run, stdout)
		}
		if run == 0 {
			first = got
		} else if *got.Precision != *first.Precision {
			t.Errorf("second run: precision %v, first %v", *got.Precision, *first.Precision)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
