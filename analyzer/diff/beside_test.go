package diff

import "testing"

// Names are found beside legal forms and behind brackets, as a search through the text would.
func TestBesidesNames(t *testing.T) {
	b := besidesNames("株式会社みどりと、あおば合同会社は、「保存データ」及び『記録』を…「")
	for _, c := range []struct {
		name string
		want bool
	}{{"みどり", true}, {"みど", true}, {"あおば", true}, {"ば", true}, {"保存データ", true}, {"記録", true}, {"データ", false}, {"録", false}, {"どり", false}, {"みどりと、あおば合同会社は、「保存データ」及び『記録』を…「…………", false}} {
		if got := b.has(c.name); got != c.want {
			t.Errorf("has(%q) = %v, want %v", c.name, got, c.want)
		}
	}
}

// Of names that were written in two ways equally often the same one is taken each time.
func TestCommonest(t *testing.T) {
	for range 50 {
		if a, b := commonest(map[[2]string]int{{"ab", "c"}: 2, {"a", "bc"}: 2}); a != "a" || b != "bc" {
			t.Fatalf("commonest = %q, %q", a, b)
		}
	}
}
