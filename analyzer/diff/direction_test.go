package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"kiyaku/analyzer/diff"
)

// directions are single sentences before and after; "" for one that came or went.
var directions = []struct {
	name, old, new string
	want           diff.Direction
}{
	// Findings: what the provider may do, what it promises.
	{"training added", "", "We may use Customer Data to train our machine learning models.", diff.Worse},
	{"training gone", "We may use Customer Data to train our machine learning models.", "", diff.Better},
	{"no training added", "", "We will not use Customer Data to train machine learning models.", diff.Better},
	{"no training gone", "We will not use Customer Data to train machine learning models.", "", diff.Worse},
	{"subcontractors barred from training", "", "If we share personal data with a sub-processor that offers AI features, we will ensure that the sub-processor is bound not to train its models with it.", diff.Better},
	{"subcontractors allowed", "", "We may engage sub-processors to process Customer Data.", diff.Worse},
	{"subcontractors refused", "", "We will not engage a sub-processor for Customer Data without your consent.", diff.Better},
	{"subcontractors bound", "", "We will impose on each sub-processor the same obligations of data protection.", diff.Better},
	{"own use with safeguards", "", "We use Customer Data to develop new products of our own, and we apply appropriate security measures to protect it.", diff.Worse},
	{"promise with an exception", "", "We will not access Customer Data except as necessary to maintain the Services.", diff.Unknown},
	{"promise loses to an exception", "We will not access Customer Data.", "We will not access Customer Data except as necessary to maintain the Services.", diff.Worse},
	{"power and promise", "", "We may store some of your code data to offer more features. We will not use Customer Data to train machine learning models.", diff.Unknown},
	{"再委託できる", "", "当社は、契約者データの取扱いを第三者に再委託することができます。", diff.Worse},
	{"再委託しない", "", "当社は、契約者の承諾なく、契約者データの取扱いを再委託しません。", diff.Better},
	{"閲覧しない→する", "当社は、契約者データを閲覧しません。", "当社は、契約者データを閲覧します。", diff.Worse},
	{"監視できる→しない", "当社は、契約者データを監視することができます。", "当社は、契約者データを監視しません。", diff.Better},
	{"学習に利用する", "", "当社は、契約者データを機械学習に利用することができます。", diff.Worse},
	{"安全管理措置が消える", "当社は、契約者データについて必要かつ適切な安全管理措置を講じます。", "", diff.Worse},

	// Numbers: by what they limit and whose duty it is.
	{"cap cut, in words", "Our total liability will not exceed the fees paid in the six months before the claim.", "Our total liability will not exceed the fees paid in the one month before the claim.", diff.Worse},
	{"cap raised", "Our total liability is limited to the fees of the last 3 months.", "Our total liability is limited to the fees of the last 12 months.", diff.Better},
	{"customer's cap raised", "You may not hold us to more; your liability to us is limited to $5,000.", "You may not hold us to more; your liability to us is limited to $5,000.00.", diff.Unknown},
	{"notice to the customer shortened", "We will notify you at least 60 days before the change takes effect.", "We will notify you at least 14 days before the change takes effect.", diff.Worse},
	{"notice by the customer lengthened", "You must give us notice of termination at least 30 days before the end of the term.", "You must give us notice of termination at least 90 days before the end of the term.", diff.Worse},
	{"days to months", "We will notify you 45 days before the change takes effect.", "We will notify you 2 months before the change takes effect.", diff.Better},
	{"notice is given", "The increase applies if you have been given at least 130 days' prior notice.", "The increase applies if you have been given at least 30 days' prior notice.", diff.Worse},
	{"incident told later", "We will notify you of a personal data breach within 24 hours.", "We will notify you of a personal data breach within 72 hours.", diff.Worse},
	{"answer sooner", "We will respond to your support request within 5 days.", "We will respond to your support request within 2 days.", diff.Better},
	{"payment sooner", "You must pay each invoice within 60 days.", "You must pay each invoice within 14 days.", diff.Worse},
	{"objection longer", "You may object to a new sub-processor within 10 days.", "You may object to a new sub-processor within 30 days.", diff.Better},
	{"time to come back shorter", "You will be able to restore your account within 30 days of closing it.", "You will be able to restore your account within 14 days of closing it.", diff.Worse},
	{"kept longer", "We retain server logs for 30 days.", "We retain server logs for 130 days.", diff.Worse},
	{"price up", "The monthly price of the plan is $10.", "The monthly price of the plan is $12.", diff.Worse},
	{"credit up", "If we miss this goal, you get a credit of 10% of the monthly fee.", "If we miss this goal, you get a credit of 25% of the monthly fee.", diff.Better},
	{"no sense of the number", "The console shows 20 rows on a page.", "The console shows 50 rows on a page.", diff.Unknown},
	{"賠償上限の引下げ", "当社の賠償責任は、過去6か月分の利用料金を上限とします。", "当社の賠償責任は、過去1か月分の利用料金を上限とします。", diff.Worse},
	{"賠償上限の引上げ", "当社の賠償責任は、過去六か月分の利用料金を上限とします。", "当社の賠償責任は、過去十二か月分の利用料金を上限とします。", diff.Better},
	{"当社の予告が短くなる", "当社は、本サービスを廃止する場合、60日前までに契約者に通知します。", "当社は、本サービスを廃止する場合、14日前までに契約者に通知します。", diff.Worse},
	{"契約者の予告が長くなる", "契約者は、解約を希望する日の30日前までに当社に通知しなければなりません。", "契約者は、解約を希望する日の90日前までに当社に通知しなければなりません。", diff.Worse},
	{"保存期間が延びる", "当社は、契約者データを30日間保存します。", "当社は、契約者データを180日間保存します。", diff.Worse},
	{"漏えいの報告が遅くなる", "当社は、漏えいを知った時から24時間以内に契約者に報告します。", "当社は、漏えいを知った時から72時間以内に契約者に報告します。", diff.Worse},
	{"支払期限が短くなる", "契約者は、請求書を受領した日から60日以内に料金を支払うものとします。", "契約者は、請求書を受領した日から30日以内に料金を支払うものとします。", diff.Worse},
	{"稼働率が上がる", "当社は、月間稼働率99.5%以上を保証します。", "当社は、月間稼働率99.9%以上を保証します。", diff.Better},
	{"値上げ", "利用料金は月額1,000円とします。", "利用料金は月額1,500円とします。", diff.Worse},

	// Powers and promises that raise no flag.
	{"promise to may", "We will inform you of planned downtime.", "We may inform you of planned downtime.", diff.Worse},
	{"may to promise", "We may inform you of planned downtime.", "We will inform you of planned downtime.", diff.Better},
	{"duty of the customer", "", "You must keep a printed copy of each invoice.", diff.Worse},
	{"freed from a duty", "", "You are not required to keep a printed copy of each invoice.", diff.Better},
	{"no refund", "", "We will not refund prepaid amounts.", diff.Worse},
	{"on your wish", "", "Upon your wish, we may send the report to an address of your choice.", diff.Unknown},
	{"third-party provider bound", "", "In case that Acme shares personal data with a third party service provider that offers AI, Acme will ensure that the third party service provider is under an obligation not to use the data to train its models.", diff.Better},
	{"affiliates bound no more", "Our affiliates are located in several countries.", "", diff.Unknown},
	{"返金しない", "", "当社は、前払いされた金額を返金しません。", diff.Worse},
	{"返金する", "", "当社は、未使用期間分の金額を返金します。", diff.Better},
	{"契約者の義務", "", "契約者は、請求書の写しを保管しなければなりません。", diff.Worse},
	{"再委託先に義務を負わせる", "", "当社は、再委託先に、本規約と同等の義務を負わせます。", diff.Better},
	{"義務を負わない", "", "当社は、見本を保管する義務を負いません。", diff.Worse},
	{"停止できる", "", "当社は、本サービスの全部又は一部を停止することができます。", diff.Worse},
	{"当社→契約者", "当社は、公租公課を負担しなければなりません。", "契約者は、公租公課を負担しなければなりません。", diff.Worse},
}

func TestDirection(t *testing.T) {
	for _, c := range directions {
		t.Run(c.name, func(t *testing.T) {
			r := compared(t, "terms.txt", inTerms(c.old, isJapanese(c.old+c.new)), inTerms(c.new, isJapanese(c.old+c.new)))
			if len(r.Changes) == 0 {
				t.Fatalf("Compare(%q, %q) shows no change%s", c.old, c.new, summary(r))
			}
			if r.Direction != c.want {
				t.Errorf("Direction(%q → %q) = %s, want %s%s", c.old, c.new, r.Direction, c.want, summary(r))
			}
		})
	}
}

// inTerms puts a sentence into terms that say little.
func inTerms(s string, japanese bool) string {
	var b strings.Builder
	line, title := "%d. Part\nHeading %[1]d serves convenience only.\n", "Terms of Service\n"
	if japanese {
		line, title = "第%d条（細目）\n見出し%[1]dは参照の便宜のためのものです。\n", "利用規約\n"
	}
	b.WriteString(title)
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "\n"+line, i)
	}
	return b.String() + s + "\n"
}

func isJapanese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3041 })
}
