package extract

import "testing"

func TestMarkerLen(t *testing.T) {
	tests := []struct{ in, want string }{
		{"第1条（目的）", "第1条"}, {"第１２条の２ 定義", "第１２条の２"}, {"第三章　総則", "第三章"}, {"第 5 条 適用", "第 5 条"}, {"●第1条（目的）", "●第1条"},
		{"第5条の規定により", ""}, {"第3条及び第4条", ""}, {"第3条、第4条", ""}, {"第2条第3項の", ""}, {"第三者に提供する", ""},
		{"附則", "附則"}, {"付則　1", "付則"},
		{"(1) あ", "(1)"}, {"（１）あ", "（１）"}, {"（ア）あ", "（ア）"}, {"(a) any", "(a)"}, {"(iv) any", "(iv)"}, {"（目的）", ""}, {"（以下", ""}, {"【１】", "【１】"},
		{"1. あ", "1."}, {"１．あ", "１．"}, {"1）あ", "1）"}, {"1、あ", "1、"}, {"12.3 あ", "12.3"}, {"1.2.3. Scope", "1.2.3."}, {"2026.4.1", ""},
		{"２　当社は", "２"}, {"2 当社は", "2"}, {"10 日以内", ""}, {"30 days", ""}, {"7 Confidentiality", "7"}, {"03-1234-5678", ""}, {"1,100円", ""}, {"5%", ""},
		{"①あ", "①"}, {"⑴あ", "⑴"}, {"Ⅳ あ", "Ⅳ"}, {"ア．あ", "ア．"}, {"ア　あ", "ア"}, {"アクセス", ""}, {"イベントを", ""},
		{"・あ", "・"}, {"・(1) あ", "・(1)"}, {"- any", "-"}, {"-any", ""}, {"* 1. any", "* 1."}, {"※あ", "※"},
		{"a. any", "a."}, {"a) any", "a)"}, {"iv. any", "iv."}, {"e.g. any", ""}, {"U.S. law", ""}, {"I agree", ""}, {"vi", ""},
		{"Article 5. Scope", "Article 5."}, {"Section 7.2 Fees", "Section 7.2"}, {"Section 7.2 applies", ""}, {"Artikel 3\\. Doel", "Artikel 3\\."}, {"§ 7 Haftung", "§ 7"}, {"Parties agree", ""}, {"Part of it", ""},
		{"", ""}, {"第", ""}, {"(", ""}, {"1", ""},
	}
	for _, tt := range tests {
		if got := tt.in[:markerLen(tt.in)]; got != tt.want {
			t.Errorf("marker of %q = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestHeadingLevel(t *testing.T) {
	for in, want := range map[string]int{
		"第1章 総則": 2, "第1節 通則": 3, "第1条（目的）": 4, "（目的）": 5, "附則": 2, "第1条 当社は、閲覧しません。": 0, "（1）閲覧": 0, "当社": 0,
		"Article 5. Scope": 4, "第5条に定める場合": 0, "（注）本規約は（以下略）": 0,
	} {
		if got := headingLevel(in); got != want {
			t.Errorf("headingLevel(%q) = %d, want %d", in, got, want)
		}
	}
}
