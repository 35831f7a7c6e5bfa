//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Reports have the rights that the user's umask gives, or those of the file that they replace; names may be as long as the
// file system lets them.
func TestWrittenFiles(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := t.TempDir()
	shared := filepath.Join(dir, "shared.html")
	if err := os.WriteFile(shared, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(shared, 0o640); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]fs.FileMode{filepath.Join(dir, strings.Repeat("長", 80)+".html"): 0o600, shared: 0o640} {
		if err := (output{file: file}).write(deps{}, []byte("x")); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != want || info.Size() != 1 {
			t.Errorf("%s: %v, %v, want mode %v", file, info.Mode(), err, want)
		}
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 2 {
		t.Errorf("%d files are left, %v", len(list), err)
	}
}
