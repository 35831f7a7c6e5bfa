package extract

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// wordStyle is a paragraph style, with what it inherits.
type wordStyle struct {
	name    string // in lower case, as in Word's English user interface
	numID   string // list it belongs to; "" if none
	level   int    // in that list
	outline int    // outline level from 0; -1 for body text
	hidden  bool   // its characters are
}

// named reports whether s is the built-in style called name, or one of a numbered series such as "toc 2".
func (s *wordStyle) named(name string) bool {
	if s == nil {
		return false
	}
	rest, ok := strings.CutPrefix(s.name, name)
	return ok && strings.Trim(rest, " 123456789") == ""
}

// readStyles reads styles.xml; nil gives no styles.
func readStyles(tree *element) map[string]*wordStyle {
	raw := map[string]*element{}
	for _, s := range tree.child("styles").all("style") {
		raw[s.attr("styleId")] = s
	}
	styles := map[string]*wordStyle{}
	for id := range raw {
		styles[id] = resolveStyle(raw, id)
	}
	return styles
}

// all are the children called name.
func (e *element) all(name string) []*element {
	if e == nil {
		return nil
	}
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
	}
	return found
}

// resolveStyle follows basedOn up to ten steps; what is set nearer counts.
func resolveStyle(raw map[string]*element, id string) *wordStyle {
	s := &wordStyle{name: strings.ToLower(raw[id].val("name")), outline: -1, level: -1}
	told := false // whether its characters are hidden
	for range 10 {
		e := raw[id]
		if e == nil {
			break
		}
		props := e.child("pPr")
		if v := e.child("rPr"); !told && v.child("vanish") != nil {
			s.hidden, told = v.on("vanish"), true
		}
		num := props.child("numPr")
		if s.numID == "" {
			s.numID = num.val("numId")
		}
		if l, err := strconv.Atoi(num.val("ilvl")); err == nil && s.level < 0 {
			s.level = l
		}
		if l, err := strconv.Atoi(props.val("outlineLvl")); err == nil && s.outline < 0 {
			s.outline = l
		}
		if l, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(e.val("name")), "heading ")); err == nil && s.outline < 0 {
			s.outline = l - 1
		}
		id = e.val("basedOn")
	}
	s.level = max(s.level, 0)
	return s
}

// outlineLevel is the outline level of a paragraph from 0; -1 for body text.
func outlineLevel(props *element, style *wordStyle) int {
	if l, err := strconv.Atoi(props.val("outlineLvl")); err == nil {
		return l
	}
	if style != nil {
		return style.outline
	}
	return -1
}

// wordLevel is how one level of a list is numbered.
type wordLevel struct {
	format  string
	text    string // with %1 … %9 for the numbers of the levels
	start   int
	suffix  string
	restart int  // level, from 1, after which it begins anew; 0: never; -1: after every higher one
	legal   bool // numbers of higher levels are written in decimals
}

// wordLists are the lists of a document and how far each has counted.
type wordLists struct {
	levels   map[string]*[9]wordLevel // by numId
	counter  map[string]string        // numId → what counts together
	counts   map[string]*[9]int       // by counter; -1 before the first number
	byStyle  map[string]int           // level that a list gives to paragraphs of a style, by numId + style name
	restarts map[string]*[9]bool      // numId → levels that begin anew when the list is first used
}

// readLists reads numbering.xml; nil gives no lists.
func readLists(tree *element, styles map[string]*wordStyle) *wordLists {
	l := &wordLists{levels: map[string]*[9]wordLevel{}, counter: map[string]string{}, counts: map[string]*[9]int{},
		byStyle: map[string]int{}, restarts: map[string]*[9]bool{}}
	root := tree.child("numbering")
	abstract := map[string]*element{}
	for _, a := range root.all("abstractNum") {
		abstract[a.attr("abstractNumId")] = a
	}
	for _, num := range root.all("num") {
		id, base := num.attr("numId"), num.val("abstractNumId")
		a := abstract[base]
		if link := a.val("numStyleLink"); link != "" {
			a = linkedList(abstract, link)
		}
		levels := &[9]wordLevel{}
		l.readLevels(id, a, levels, styles)
		for _, o := range num.all("lvlOverride") {
			i, err := strconv.Atoi(o.attr("ilvl"))
			if err != nil || i < 0 || i > 8 {
				continue
			}
			if lvl := o.child("lvl"); lvl != nil {
				levels[i] = readLevel(lvl)
			}
			if n, err := strconv.Atoi(o.val("startOverride")); err == nil {
				levels[i].start = n
				if l.restarts[id] == nil {
					l.restarts[id] = &[9]bool{}
				}
				l.restarts[id][i] = true
			}
		}
		l.levels[id], l.counter[id] = levels, base
	}
	return l
}

// linkedList is the list that a list style is defined by.
func linkedList(abstract map[string]*element, style string) *element {
	for _, id := range slices.Sorted(maps.Keys(abstract)) { // the same one each time, should several claim it
		if a := abstract[id]; a.val("styleLink") == style {
			return a
		}
	}
	return nil
}

func (l *wordLists) readLevels(id string, a *element, levels *[9]wordLevel, styles map[string]*wordStyle) {
	for _, lvl := range a.all("lvl") {
		i, err := strconv.Atoi(lvl.attr("ilvl"))
		if err != nil || i < 0 || i > 8 {
			continue
		}
		levels[i] = readLevel(lvl)
		if s := styles[lvl.val("pStyle")]; s != nil {
			l.byStyle[id+"\x00"+s.name] = i
		}
	}
}

func readLevel(e *element) wordLevel {
	l := wordLevel{format: e.val("numFmt"), text: e.val("lvlText"), start: 1, suffix: e.val("suff"), restart: -1, legal: e.on("isLgl")}
	if n, err := strconv.Atoi(e.val("start")); err == nil {
		l.start = n
	}
	if n, err := strconv.Atoi(e.val("lvlRestart")); err == nil {
		l.restart = n
	}
	return l
}

// place is the list and level of a paragraph; "" if it is in none.
func (l *wordLists) place(props *element, style *wordStyle) (string, int) {
	num := props.child("numPr")
	id, level := num.val("numId"), -1
	if n, err := strconv.Atoi(num.val("ilvl")); err == nil {
		level = n
	}
	if style != nil {
		if id == "" {
			id = style.numID
		}
		if level < 0 {
			level = style.level
			if n, ok := l.byStyle[id+"\x00"+style.name]; ok {
				level = n
			}
		}
	}
	level = max(level, 0)
	if l.levels[id] == nil || level > 8 {
		return "", 0
	}
	return id, level
}

// level is the depth of a paragraph in its list, from 0.
func (l *wordLists) level(props *element, style *wordStyle) int {
	_, level := l.place(props, style)
	return level
}

// next counts a paragraph and gives its number as Word shows it, with what separates it from the text; "" if it has none.
func (l *wordLists) next(props *element, style *wordStyle) string {
	id, level := l.place(props, style)
	if id == "" {
		return ""
	}
	levels, key := l.levels[id], l.counter[id]
	counts := l.counts[key]
	if counts == nil {
		counts = &[9]int{-1, -1, -1, -1, -1, -1, -1, -1, -1}
		l.counts[key] = counts
	}
	if r := l.restarts[id]; r != nil {
		for i := range r {
			if r[i] {
				counts[i] = -1
			}
		}
		delete(l.restarts, id)
	}
	for i := range level { // a level that was jumped over counts as begun
		if counts[i] < 0 {
			counts[i] = levels[i].start
		}
	}
	if counts[level] < 0 {
		counts[level] = levels[level].start
	} else {
		counts[level]++
	}
	for i := level + 1; i < 9; i++ {
		if r := levels[i].restart; r < 0 || r > level {
			counts[i] = -1
		}
	}
	return levels[level].write(levels, counts)
}

// write is the number with its separator.
func (v *wordLevel) write(levels *[9]wordLevel, counts *[9]int) string {
	if v.format == "none" {
		return ""
	}
	if v.format == "bullet" {
		return "・"
	}
	s := v.text
	for i := range 9 {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(s, mark) {
			continue
		}
		format := levels[i].format
		if v.legal {
			format = "decimal"
		}
		s = strings.ReplaceAll(s, mark, wordNumber(format, counts[i]))
	}
	if trim(s) == "" {
		return ""
	}
	if v.suffix == "nothing" {
		return s
	}
	return strings.TrimRight(s, " \t　") + " "
}

// wordNumber writes n in a number format of OOXML (ST_NumberFormat).
func wordNumber(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "upperRoman":
		return strings.ToUpper(romanNumeral(n))
	case "lowerRoman":
		return romanNumeral(n)
	case "upperLetter":
		return strings.ToUpper(repeated(n))
	case "lowerLetter":
		return repeated(n)
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return mapDigits(n, "０１２３４５６７８９")
	case "aiueoFullWidth":
		return inSeries(aiueoSeries, n)
	case "aiueo":
		return inSeries(halfKana, n)
	case "irohaFullWidth", "iroha":
		return inSeries(irohaSeries, n)
	case "japaneseCounting", "chineseCounting", "chineseCountingThousand", "japaneseDigitalTenThousand", "taiwaneseCounting",
		"taiwaneseCountingThousand":
		return kanjiNumeral(n)
	case "ideographDigital", "taiwaneseDigital":
		return mapDigits(n, "〇一二三四五六七八九")
	case "japaneseLegal":
		return strings.NewReplacer("一", "壱", "二", "弐", "三", "参", "十", "拾").Replace(kanjiNumeral(n))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n > 20 && n <= 35 {
			return string('㉑' + rune(n-21))
		}
		return enclosed(n, '①', 20)
	case "decimalEnclosedFullstop":
		return enclosed(n, '⒈', 20)
	case "decimalEnclosedParen":
		return enclosed(n, '⑴', 20)
	case "ideographTraditional":
		return inSeries(stemSeries, n)
	case "ideographZodiac":
		return inSeries(zodiacSer, n)
	}
	return strconv.Itoa(n)
}
