package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// uiFlags say how results look.
type uiFlags struct {
	lang    uiLang
	color   colorMode
	explain bool // also say which words each attribute was read from
}

type uiLang string

const (
	uiAuto     uiLang = "auto"
	uiJapanese uiLang = "ja"
	uiEnglish  uiLang = "en"
)

type colorMode string

const (
	colorAuto   colorMode = "auto"
	colorAlways colorMode = "always"
	colorNever  colorMode = "never"
)

// add declares the flags on cmd.
func (u *uiFlags) add(cmd *cobra.Command) {
	u.color = colorAuto
	u.addLanguage(cmd)
	addChoice(cmd, &u.color, "color", []colorMode{colorAuto, colorAlways, colorNever}, "colour; auto is a terminal without NO_COLOR")
}

// addLanguage declares the flag for the language alone.
func (u *uiFlags) addLanguage(cmd *cobra.Command) {
	u.lang = uiAuto
	addChoice(cmd, &u.lang, "ui-lang", []uiLang{uiAuto, uiJapanese, uiEnglish}, "language of the report; auto follows LC_ALL, LC_MESSAGES, LANG")
}

// language is the language of reports: the one asked for, else the one of the user's locale where it is Japanese, else
// English.
func (u *uiFlags) language(d deps) string {
	if u.lang != uiAuto {
		return string(u.lang)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := d.getenv(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "ja") {
				return string(uiJapanese)
			}
			return string(uiEnglish)
		}
	}
	return string(uiEnglish)
}

// colored reports whether what goes to w has colour.
func (u *uiFlags) colored(d deps, w io.Writer) bool {
	switch u.color {
	case colorAlways:
		return true
	case colorNever:
		return false
	default:
		return d.width(w) > 0 && d.getenv("NO_COLOR") == "" && d.getenv("TERM") != "dumb"
	}
}
