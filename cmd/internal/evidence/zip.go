package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// MaxPack bounds a pack that is read, in bytes.
const MaxPack = 256 << 20

// Limits of what is in a pack, in bytes and files: packs come from strangers.
const (
	maxContents = 512 << 20
	maxFiles    = 10_000
)

// Write writes the pack as a ZIP file, without times: those that matter stand in the manifest.
func (p *Pack) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	files := p.files
	if p.stamp != nil {
		files = append(files[:len(files):len(files)], content{stampName, p.stamp})
	}
	for _, f := range files {
		// The time is the earliest that the format knows; one that is not set would be no valid date.
		out, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return fmt.Errorf("evidence: %w", err)
		}
		if _, err := out.Write(f.data); err != nil {
			return fmt.Errorf("evidence: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}

// Read reads a pack. What is wrong inside is left to [Pack.Verify]; an error means that it is no pack at all.
func Read(data []byte) (*Pack, error) {
	if len(data) > MaxPack {
		return nil, fmt.Errorf("evidence: the pack is larger than %d MB", MaxPack>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("evidence: no ZIP file, or a damaged one")
	}
	if len(z.File) > maxFiles {
		return nil, fmt.Errorf("evidence: over %d files in the pack", maxFiles)
	}
	p := &Pack{}
	left := uint64(maxContents)
	seen := map[string]bool{}
	for _, f := range z.File {
		if f.UncompressedSize64 > left {
			return nil, fmt.Errorf("evidence: the files of the pack have over %d MB", maxContents>>20)
		}
		left -= f.UncompressedSize64
		if seen[f.Name] {
			return nil, fmt.Errorf("evidence: the pack holds %q twice", f.Name)
		}
		seen[f.Name] = true
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue // a directory, which other programs add when they pack again
		}
		if path.Clean("/"+f.Name) != "/"+f.Name || strings.Contains(f.Name, `\`) {
			return nil, fmt.Errorf("evidence: the pack holds a file with the path %q", f.Name)
		}
		data, err := contentOf(f)
		if err != nil {
			return nil, fmt.Errorf("evidence: %s: %w", f.Name, err)
		}
		if f.Name == stampName {
			p.stamp = data
		} else {
			p.files = append(p.files, content{f.Name, data})
		}
	}
	return p, p.readManifest()
}

// contentOf reads a file; one that has more bytes than it declares is an error of the reader.
func contentOf(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func (p *Pack) readManifest() error {
	data, ok := p.file(manifestName)
	if !ok {
		return fmt.Errorf("evidence: no evidence pack: there is no %s in it", manifestName)
	}
	if err := json.Unmarshal(data, &p.Manifest); err != nil {
		return fmt.Errorf("evidence: %s is damaged: %w", manifestName, err)
	}
	if p.Manifest.Schema != SchemaID {
		return fmt.Errorf("evidence: the pack has the form %q, this program reads %q: use the program that made it", p.Manifest.Schema, SchemaID)
	}
	return nil
}
