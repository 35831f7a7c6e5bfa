package corpus

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ReadYAML reads a list of targets from YAML: a sequence of mappings with the keys service, kind, url or path, lang,
// follow, render, name, select and remove.
//
// select and remove are CSS selectors or ranges, or sequences of them, as in a declaration of the Open Terms Archive.
// Unknown keys are errors. Relative paths are relative to the folder of file, which names the list in messages. The error
// joins all problems, each with its line.
func ReadYAML(r io.Reader, file string) (*Targets, error) {
	list := newListReader(file)
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	text, err := listText(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %s", list.file, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := dec.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		list.wrong(1, "more than one YAML document: put all targets into one list")
		return list.result()
	}
	if len(doc.Content) == 0 {
		return list.result()
	}
	root := doc.Content[0]
	if root.Kind != yaml.SequenceNode {
		list.wrong(root.Line, "no list: each target is an item ('- service: …')")
		return list.result()
	}
	for _, item := range root.Content {
		list.addNode(item)
	}
	return list.result()
}

// addNode adds the target of one item.
func (r *listReader) addNode(item *yaml.Node) {
	if item.Kind != yaml.MappingNode {
		r.wrong(item.Line, "an item must be a mapping: service, url or path, …")
		return
	}
	before := len(r.errs)
	e := entry{line: item.Line}
	seen := map[string]bool{}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		if seen[key.Value] {
			r.wrong(key.Line, "%s twice in one target", key.Value)
			continue
		}
		seen[key.Value] = true
		switch key.Value {
		case "select", "remove":
			if e.selection == nil {
				e.selection = &Selection{}
			}
			part := r.selectors(key.Value, value)
			if key.Value == "select" {
				e.selection.Select = part
			} else {
				e.selection.Remove = part
			}
		case "service", "kind", "url", "path", "lang", "follow", "render", "name":
			if value.Kind != yaml.ScalarNode {
				r.wrong(value.Line, "%s must be one word or text", key.Value)
				continue
			}
			if value.Tag != "!!null" {
				e.set(key.Value, strings.TrimSpace(value.Value))
			}
		default:
			r.wrong(key.Line, "unknown key %q: use service, kind, url, path, lang, follow, render, name, select, remove", key.Value)
		}
	}
	if len(r.errs) == before {
		r.add(e)
	}
}

// selectors reads one selector or a sequence of them.
func (r *listReader) selectors(key string, n *yaml.Node) []Selector {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	var list []Selector
	for _, n := range nodes {
		var s Selector
		switch n.Kind {
		case yaml.ScalarNode:
			s.CSS = strings.TrimSpace(n.Value)
			if s.CSS == "" || n.Tag == "!!null" {
				r.wrong(n.Line, "%s is empty", key)
				continue
			}
		case yaml.MappingNode:
			fields := map[string]string{}
			for i := 0; i+1 < len(n.Content); i += 2 {
				fields[n.Content[i].Value] = n.Content[i+1].Value
			}
			var err error
			if s.Range, err = rangeOf(fields); err != nil {
				r.wrong(n.Line, "%s: %v", key, err)
				continue
			}
		default:
			r.wrong(n.Line, "%s must be a CSS selector, a range (startBefore …), or a list of them", key)
			continue
		}
		list = append(list, s)
	}
	return list
}

// rangeOf makes a range of its fields.
func rangeOf(fields map[string]string) (Range, error) {
	var rg Range
	for name, value := range fields {
		switch name {
		case "startBefore":
			rg.StartBefore = value
		case "startAfter":
			rg.StartAfter = value
		case "endBefore":
			rg.EndBefore = value
		case "endAfter":
			rg.EndAfter = value
		default:
			return rg, fmt.Errorf("a range has no %q, only startBefore or startAfter, and endBefore or endAfter", name)
		}
	}
	if (rg.StartBefore == "") == (rg.StartAfter == "") || (rg.EndBefore == "") == (rg.EndAfter == "") {
		return rg, errors.New("a range needs one of startBefore and startAfter, and one of endBefore and endAfter")
	}
	return rg, nil
}
