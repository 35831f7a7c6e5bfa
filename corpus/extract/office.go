package extract

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"kiyaku/corpus"
)

// Office says how LibreOffice turns the formats that are not read here into Word documents. The zero Office works.
type Office struct {
	Timeout time.Duration // for one document; 0: 90 s
	Memory  int64         // bytes of address space; 0: 4 GiB
}

func (o Office) withDefaults() Office {
	if o.Timeout <= 0 {
		o.Timeout = 90 * time.Second
	}
	if o.Memory <= 0 {
		o.Memory = 4 << 30
	}
	return o
}

// officeProfile is the configuration LibreOffice runs with: no macros, nothing loaded from elsewhere.
const officeProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
`

// OfficeInstalled reports whether this machine has LibreOffice.
func OfficeInstalled() bool { return installed("soffice", "libreoffice") != "" }

// office gives snap with its body turned into a Word document, if it is of a format that only LibreOffice reads here;
// otherwise snap itself.
func office(ctx context.Context, snap *corpus.Snapshot, cfg Config) (*corpus.Snapshot, error) {
	ext, what := officeFormat(snap.Body)
	switch {
	case ext == "" || len(snap.Body) > cfg.MaxBytes:
		return snap, nil
	case cfg.Office == nil:
		return nil, unsupported(what)
	case !OfficeInstalled():
		return nil, fail(KindUnsupported, "%s is read through LibreOffice, which is not installed (apt-get install libreoffice-writer-nogui); or save it as .docx or PDF", what)
	}
	body, err := cfg.Office.withDefaults().convert(ctx, snap.Body, ext, cfg.MaxBytes)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, because(err, KindTimeout, "LibreOffice took too long to read "+what)
	case err != nil:
		return nil, because(err, KindBroken, "LibreOffice cannot read "+what)
	}
	converted := *snap
	converted.Body = body
	return &converted, nil
}

// officeFormat is the extension and name of a format that LibreOffice reads; "" for all others.
func officeFormat(b []byte) (ext, what string) {
	switch {
	case bytes.HasPrefix(b, []byte(oleMagic)) && bytes.Contains(b, utf16Name("WordDocument")) && !bytes.Contains(b, utf16Name("EncryptedPackage")):
		return ".doc", "a Word document of before 2007 (.doc)"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && bytes.Contains(b[:min(len(b), 200)], []byte("opendocument.text")):
		return ".odt", "an OpenDocument text (.odt)"
	case bytes.HasPrefix(b, []byte(`{\rtf`)):
		return ".rtf", "an RTF file"
	}
	return "", ""
}

const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// utf16Name is how the directory of an old office file writes a name.
func utf16Name(name string) []byte {
	var b []byte
	for i := range len(name) {
		b = append(b, name[i], 0)
	}
	return b[:len(b)-1]
}

// convert has LibreOffice write body, a file with the extension ext, as a Word document of at most limit bytes.
func (o Office) convert(ctx context.Context, body []byte, ext string, limit int) ([]byte, error) {
	dir, err := os.MkdirTemp("", "kiyaku-office-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "profile")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(officeProfile), 0o600); err != nil {
		return nil, err
	}
	in := filepath.Join(dir, "document"+ext)
	if err := os.WriteFile(in, body, 0o600); err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(profile)}
	p := &program{name: installed("soffice", "libreoffice"), dir: dir, memory: o.Memory, time: o.Timeout, output: 1 << 20, args: []string{
		"-env:UserInstallation=" + address.String(), "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
		"--convert-to", "docx", "--outdir", filepath.Join(dir, "out"), in,
	}}
	if _, err := p.run(ctx); err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "out", "document.docx")
	info, err := os.Stat(out)
	switch {
	case err != nil:
		return nil, errors.New("it gives no document")
	case info.Size() > int64(limit):
		return nil, errLongOutput
	}
	return os.ReadFile(out)
}
