package extract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxXMLDepth is how deep elements may be nested; Word's own files stay below 60.
const maxXMLDepth = 400

// parts are the files inside a Word document.
type parts struct {
	files map[string]*zip.File
	left  int // bytes that may still be unpacked
	dir   string
}

func openParts(body []byte, maxText int) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, because(err, KindBroken, "the Word document is damaged")
	}
	p := &parts{files: map[string]*zip.File{}, left: 4 * maxText, dir: "word/"}
	for _, f := range z.File {
		p.files[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	return p, nil
}

// mainPart is the name of the part with the text: word/document.xml, but for some programs' files.
func (p *parts) mainPart() string {
	if _, ok := p.files["word/document.xml"]; ok {
		return "word/document.xml"
	}
	for name := range p.files {
		if strings.HasPrefix(name, "word/document") && strings.HasSuffix(name, ".xml") {
			return name
		}
	}
	return "word/document.xml"
}

// optional reads a part that may be missing; the tree is then nil.
func (p *parts) optional(name string) (*element, error) {
	if _, ok := p.files[p.dir+name]; !ok {
		return nil, nil
	}
	return p.xml(p.dir + name)
}

// named are the parts that are called start, a number and .xml, in the order of their names.
func (p *parts) named(start string) []string {
	var names []string
	for name := range p.files {
		rest, ok := strings.CutPrefix(name, p.dir+start)
		if number, xml := strings.CutSuffix(rest, ".xml"); ok && xml && strings.Trim(number, "0123456789") == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// xml reads a part as a tree.
func (p *parts) xml(name string) (*element, error) {
	f, ok := p.files[name]
	if !ok {
		return nil, fail(KindBroken, "the Word document has no part %s", name)
	}
	if f.Flags&1 != 0 {
		return nil, fail(KindEncrypted, "the Word document needs a password; save it without one")
	}
	r, err := f.Open()
	if err != nil {
		return nil, because(err, KindBroken, "the Word document is damaged")
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: int64(p.left) + 1}
	tree, err := parseXML(limited)
	if limited.N <= 0 {
		return nil, fail(KindTooLarge, "the Word document unpacks to more than %d bytes", p.left)
	}
	if err != nil {
		return nil, because(err, KindBroken, "the Word document is damaged in "+name)
	}
	p.left = int(limited.N) - 1
	return tree, nil
}

// element is an XML element by its local name; text is that of its own, for those without children.
type element struct {
	name     string
	attrs    []xml.Attr
	children []*element
	text     string
	parts    []byte // of text, while it is read
}

var errTooDeep = errors.New("elements nested too deep")

func parseXML(r io.Reader) (*element, error) {
	d := xml.NewDecoder(r)
	root := &element{}
	stack := []*element{root}
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			if len(stack) != 1 {
				return nil, io.ErrUnexpectedEOF
			}
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(stack) > maxXMLDepth {
				return nil, errTooDeep
			}
			e := &element{name: t.Name.Local, attrs: t.Attr}
			top := stack[len(stack)-1]
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) == 1 || stack[len(stack)-1].name != t.Name.Local {
				return nil, fmt.Errorf("unexpected </%s>", t.Name.Local)
			}
			top := stack[len(stack)-1]
			top.text, top.parts = string(top.parts), nil
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if top := stack[len(stack)-1]; top.name == "t" || top.name == "delText" {
				top.parts = append(top.parts, t...)
			}
		}
	}
}

// child is the first child called name; nil if there is none. It may be called on nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// attr is the value of an attribute by its local name; "" if e is nil or has none.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// val is the attribute val of the child called name.
func (e *element) val(name string) string { return e.child(name).attr("val") }

// on reports whether e holds a switch called name that is not turned off.
func (e *element) on(name string) bool {
	c := e.child(name)
	v := c.attr("val")
	return c != nil && v != "0" && v != "false" && v != "off"
}
