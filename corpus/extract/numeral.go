package extract

import (
	"strconv"
	"strings"
)

// The series that lists are numbered in; beyond their end they go on with decimals.
const (
	aiueoSeries = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
	hiraSeries  = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
	irohaSeries = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
	hirohaSer   = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせすん"
	stemSeries  = "甲乙丙丁戊己庚辛壬癸"
	zodiacSer   = "子丑寅卯辰巳午未申酉戌亥"
	halfKana    = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
)

// inSeries is the n-th character of a series, from 1.
func inSeries(series string, n int) string {
	rs := []rune(series)
	if n < 1 || n > len(rs) {
		return strconv.Itoa(n)
	}
	return string(rs[n-1])
}

// alphabetic is a, b, …, z, aa, ab, … as browsers count.
func alphabetic(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// repeated is a, …, z, aa, bb, … as Word counts.
func repeated(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

// romanNumeral is i, ii, iii, iv, …; decimal where Roman numbers end.
func romanNumeral(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range [...]struct {
		value int
		mark  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= step.value {
			b.WriteString(step.mark)
			n -= step.value
		}
	}
	return b.String()
}

// kanjiNumeral is 一, 十二, 百三; decimal from 10,000 on.
func kanjiNumeral(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits := []rune("〇一二三四五六七八九")
	s := ""
	for _, step := range [...]struct {
		value int
		mark  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}} {
		if d := n / step.value; d > 0 {
			if d > 1 {
				s += string(digits[d])
			}
			s += step.mark
			n %= step.value
		}
	}
	if n > 0 {
		s += string(digits[n])
	}
	return s
}

// mapDigits writes n with the ten digits given.
func mapDigits(n int, digits string) string {
	ds := []rune(digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return ds[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

// enclosed is the n-th of the signs from first on, which number limit; beyond it, n in brackets.
func enclosed(n int, first rune, limit int) string {
	if n < 1 || n > limit {
		return "(" + strconv.Itoa(n) + ")"
	}
	return string(first + rune(n-1))
}
