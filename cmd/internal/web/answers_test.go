package web

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

// TestFilledCheckSheet takes the answers of one service's check sheet over to another, as a provider's filled sheet.
func TestFilledCheckSheet(t *testing.T) {
	srv, _ := start(t, nil)
	b := open(t, srv)
	b.upload("/api/scan", "規約.txt", terms).want(t, 200)
	b.upload("/api/scan", example(t)...).want(t, 200)
	b.post("/services/1/versions/1/questions/maintenance-id", "value", "no", "source", "回答書", "name", "山田").want(t, 200)
	sheet := b.get("/services/1/versions/1/report/xlsx").text
	to := "/services/2/versions/1/answers?token=" + url.QueryEscape(b.token())
	b.upload(to, "回答.xlsx", sheet).want(t, 200, "回答書", "いいえ")
	b.upload(to, "回答.xlsx", "no workbook").want(t, 422, "チェックシートを読み取れませんでした")
	b.upload(to).want(t, 400)
}

// TestOwnCheckSheet carries judgements through the check sheet: what it shows is what was said, what is changed in it is
// said; but the provider's sheet judges nothing.
func TestOwnCheckSheet(t *testing.T) {
	srv, s := start(t, nil)
	b := open(t, srv)
	b.upload("/scan?token="+url.QueryEscape(b.token()), "規約.txt", terms).want(t, 200, "第三者提供に該当するおそれ")
	d, err := s.desk(t.Context(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	first, second := d.Assessment.Findings[0].ID, d.Assessment.Findings[1].ID
	b.post("/services/1/versions/1/findings/"+first, "judgement", "accept", "comment", "確認済み", "name", "山田").want(t, 200)
	body := b.get("/services/1/versions/1/report/xlsx").text
	said, err := report.ReadJudgements([]byte(body))
	if want := (report.Judgement{Value: "right", Comment: "確認済み"}); err != nil || len(said) != 1 || said[first] != want {
		t.Errorf("the sheet says %v (%v), want %v of %s", said, err, want, first)
	}
	body = judgedRow(t, body, second, "不適切", "利用者の義務")
	to := "/services/1/versions/1/answers?token=" + url.QueryEscape(b.token())
	reviews := func(want ...store.Review) {
		t.Helper()
		got, err := s.Store.Reviews(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].ID, got[i].At = 0, time.Time{}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("reviews (-want +got):\n%s", diff)
		}
	}
	accepted := store.Review{ServiceID: 1, Finding: first, Judgement: store.Accept, Comment: "確認済み", Reviewer: "山田", Version: 1}
	rejected := store.Review{ServiceID: 1, Finding: second, Judgement: store.Reject, Comment: "利用者の義務", Reviewer: "山田", Version: 1}
	b.upload(to, "回答.xlsx", body).want(t, 200)
	reviews(accepted)
	b.upload(to, "回答.xlsx", body, "own=", "1").want(t, 200, "利用者の義務")
	reviews(accepted, rejected)
	b.upload(to, "回答.xlsx", body, "own=", "1").want(t, 200)
	reviews(accepted, rejected)
	b.upload(to, "回答.xlsx", judgedRow(t, body, second, "要検討", ""), "own=", "1").want(t, 200)
	reviews(accepted, rejected, store.Review{ServiceID: 1, Finding: second, Judgement: store.Reset, Reviewer: "山田", Version: 1})
	b.upload(to, "回答.xlsx", judgedRow(t, body, second, "△", ""), "own=", "1").want(t, 422, "△")
	b.upload("/api/scan", example(t)...).want(t, 200)
	b.upload("/services/2/versions/1/answers?token="+url.QueryEscape(b.token()), "回答.xlsx", body, "own=", "1").want(t, 422, "この版にない条項", "2 / 2")
}

// judgedRow enters a judgement and a comment beside a finding of a check sheet.
func judgedRow(t *testing.T, body, finding, judgement, comment string) string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("条項")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && strings.HasPrefix(r[0], finding+"@") })
	if i < 0 {
		t.Fatalf("no row of %s", finding)
	}
	for cell, text := range map[string]string{"J": judgement, "K": comment} {
		if err := f.SetCellStr("条項", cell+strconv.Itoa(i+1), text); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
