package docx

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// clean leaves out what a document must not hold: characters that XML 1.0 forbids, other controls, noncharacters, and
// those that change the direction of the text around them. Invalid UTF-8 becomes U+FFFD; line ends become \n.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == 0x85, r == 0x2028, r == 0x2029, r == '\v', r == '\f':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case r < 0x20, r >= 0x7F && r < 0xA0, r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF, r == 0xFEFF,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0xE0000 && r <= 0xE007F:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// line is clean in one line.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, clean(s))
}

// address is link if a document may lead there, else "".
func address(link string) string {
	u, err := url.Parse(line(link))
	if err != nil || u.Scheme != "mailto" && (u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return ""
	}
	return u.String()
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// localTag is the language tag that Word knows.
func localTag(lang string) string {
	switch lang {
	case "ja", "":
		return "ja-JP"
	case "nl":
		return "nl-NL"
	default:
		return "en-US"
	}
}
