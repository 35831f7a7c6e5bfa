package jobs_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kiyaku/cmd/internal/jobs"
	"kiyaku/corpus"
	"kiyaku/corpus/store"
)

// A rounds makes rounds over a watched site.
type rounds struct {
	t   *testing.T
	cfg jobs.Config
	now time.Time
	n   int
}

const training = `<h2>第4条（学習）</h2><p>当社は、契約者データを機械学習モデルの学習に利用することができます。</p>`

// newRounds puts one page of each host under watch and looks for the first time.
func newRounds(t *testing.T, s *site, address string) *rounds {
	t.Helper()
	st := open(t, address)
	cfg, err := config(st)
	if err != nil {
		t.Fatal(err)
	}
	r := &rounds{t: t, cfg: cfg, now: time.Now()}
	if err := jobs.Watch(t.Context(), st, s.targets(), "", r.now); err != nil {
		t.Fatal(err)
	}
	r.look(false)
	return r
}

// look makes a round in which everything is due, a day after the last one.
func (r *rounds) look(accept bool, filters ...jobs.Filter) []store.RunTarget {
	r.t.Helper()
	ctx := context.Background()
	id, _, err := jobs.PlanDue(ctx, r.cfg.Store, jobs.Round{Every: time.Hour, Accept: accept, Filters: filters, Lang: "en"}, r.now.Add(time.Duration(r.n)*24*time.Hour))
	if err != nil {
		r.t.Fatal(err)
	}
	r.n++
	if id == 0 {
		r.t.Fatal("nothing is due")
	}
	return finish(r.t, ctx, r.cfg, id)
}

// wants checks how many versions of a service there are, what the newest one returns to, and how many changes there are.
func (r *rounds) wants(what, service string, versions, returnOf, changes int) {
	r.t.Helper()
	ctx := context.Background()
	st := r.cfg.Store
	s, err := st.Service(ctx, service)
	if err != nil {
		r.t.Fatal(err)
	}
	v, err := st.Version(ctx, s.ID, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	list, err := st.Changes(ctx, s.ID, time.Time{}, 100)
	if err != nil {
		r.t.Fatal(err)
	}
	if v.Number != versions || v.ReturnOf != returnOf || len(list) != changes {
		r.t.Errorf("%s: version %d (return of %d), %d changes; want version %d (%d), %d changes", what, v.Number, v.ReturnOf, len(list), versions, returnOf, changes)
	}
	if v.Assessment == 0 {
		r.t.Errorf("%s: version %d has no assessment", what, v.Number)
	}
}

func (r *rounds) lastCheck(service string) store.Check {
	r.t.Helper()
	s, err := r.cfg.Store.Service(r.t.Context(), service)
	if err != nil {
		r.t.Fatal(err)
	}
	sources, err := r.cfg.Store.Sources(r.t.Context(), s.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	checks, err := r.cfg.Store.Checks(r.t.Context(), sources[0].ID, 1)
	if err != nil || len(checks) != 1 {
		r.t.Fatalf("checks of %s: %v, %v", service, checks, err)
	}
	return checks[0]
}

// Only what the vendor changes becomes a version; a return is told as one.
func TestWatch(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := newSite(t, 2, 1)
		r := newRounds(t, s, address)
		r.wants("first look", "service 0", 1, 0, 0)
		h := s.hosts[0]

		r.look(false)
		r.wants("nothing changed", "service 0", 1, 0, 0)
		if c := r.lastCheck("service 0"); c.Result != jobs.ResultSame {
			t.Errorf("result of the check is %q, want %q", c.Result, jobs.ResultSame)
		}

		h.change(func(_ int, text string) string {
			return strings.ReplaceAll(text, "</p>", "</p>\n<!-- "+fmt.Sprint(r.n)+" -->")
		})
		r.look(false)
		r.wants("mark-up", "service 0", 1, 0, 0)
		if c := r.lastCheck("service 0"); c.Result != jobs.ResultNoise {
			t.Errorf("result of the check is %q, want %q", c.Result, jobs.ResultNoise)
		}

		h.change(func(_ int, text string) string { return strings.Replace(text, "</body>", training+"</body>", 1) })
		r.look(false, jobs.Filter{Name: "all"}, jobs.Filter{Name: "training", Flags: []string{"ai-training"}, Severity: jobs.Worse},
			jobs.Filter{Name: "caps", Flags: []string{"liability-cap"}}, jobs.Filter{Name: "F3", Factors: []string{"F3"}}, jobs.Filter{Name: "verdict", Severity: jobs.Verdict})
		r.wants("a power more", "service 0", 2, 0, 1)
		r.wants("the other service", "service 1", 1, 0, 0)
		r.wantChange("service 0", "all", "training", "verdict")

		h.change(nil)
		r.look(false, jobs.Filter{Name: "all", Severity: jobs.AnyChange})
		r.wants("a return", "service 0", 3, 1, 1)
	})
}

// wantChange checks the newest change of a service, and which channels it goes to.
func (r *rounds) wantChange(service string, channels ...string) {
	r.t.Helper()
	ctx := context.Background()
	s, err := r.cfg.Store.Service(ctx, service)
	if err != nil {
		r.t.Fatal(err)
	}
	list, err := r.cfg.Store.Changes(ctx, s.ID, time.Time{}, 1)
	if err != nil || len(list) == 0 {
		r.t.Fatalf("changes: %v, %v", list, err)
	}
	c, err := r.cfg.Store.Change(ctx, list[0].ID)
	if err != nil {
		r.t.Fatal(err)
	}
	if !c.Substantive || c.Direction != "worse" || c.Cause != "vendor" || !strings.Contains(strings.Join(c.Flags, " "), "ai-training") ||
		!strings.Contains(c.Summary, "学習に利用") || !strings.Contains(string(c.JSON), `"kiyaku.change/1"`) {
		r.t.Errorf("change = %+v\n%s", c, c.Summary)
	}
	states, err := r.cfg.Store.Deliveries(ctx, c.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	var got []string
	for _, d := range states {
		got = append(got, d.Channel)
	}
	if strings.Join(got, " ") != strings.Join(channels, " ") {
		r.t.Errorf("the change goes to %q, want %q", got, channels)
	}
}

// What is not the document as it is becomes no version, until somebody accepts it.
func TestWatchFaults(t *testing.T) {
	wall := `<html lang="ja"><body><p>ロボットではないことを確認しています。しばらくお待ちください。この画面が消えないときは再読み込みしてください。</p></body></html>`
	english := "<html lang=en><body><h1>Terms</h1>" + strings.Repeat("<p>We may suspend the service at any time without notice to the customer, and we may change these terms.</p>", 12) + "</body></html>"
	for _, c := range []struct {
		name, cause string
		edit        func(int, string) string
	}{
		{"wall", jobs.CauseShrunk, func(int, string) string { return wall }},
		{"language", jobs.CauseLanguage, func(int, string) string { return english }},
		{"server error", "status-500", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t, 1, 1)
			long := func(_ int, text string) string {
				var more strings.Builder
				for i := range 30 {
					fmt.Fprintf(&more, "<h2>第%d条（雑則）</h2><p>契約者は、第%d号の事項を当社に届け出るものとします。</p>", i+4, i+1)
				}
				return strings.Replace(text, "</body>", more.String()+"</body>", 1)
			}
			s.hosts[0].change(long)
			r := newRounds(t, s, "sqlite:"+t.TempDir()+"/kiyaku.db")
			if c.edit != nil {
				s.hosts[0].change(c.edit)
			} else {
				s.hosts[0].down(500)
			}
			got := r.look(false)
			if got[0].Cause != c.cause || got[0].Verdict != "entrustment" {
				t.Errorf("cause %q, verdict %q, want %q with the verdict of what was read before", got[0].Cause, got[0].Verdict, c.cause)
			}
			r.wants("fault", "service 0", 1, 0, 0)
			if check := r.lastCheck("service 0"); !strings.Contains(jobs.ResultFault+jobs.ResultFailed, check.Result) || check.Detail == "" {
				t.Errorf("check = %+v", check)
			}
			if c.edit == nil {
				return
			}
			r.look(true)
			r.wants("accepted", "service 0", 2, 0, 1)
		})
	}
}

// Documents under watch that a list of documents leads to belong to the version.
func TestFollow(t *testing.T) {
	s := newSite(t, 1, 2)
	h := s.hosts[0]
	h.change(func(page int, text string) string {
		if page == 0 {
			return `<html lang="ja"><head><title>規約一覧</title></head><body><h1>規約一覧</h1><ul><li><a href="/p/1">利用規約</a></li><li><a href="/p/2">プライバシーポリシー</a></li><li><a href="/p/3">保守規約</a></li></ul></body></html>`
		}
		return text
	})
	st := open(t, "sqlite:"+t.TempDir()+"/kiyaku.db")
	cfg, err := config(st)
	if err != nil {
		t.Fatal(err)
	}
	target := corpus.Target{Service: "A", Follow: true, Place: "x:1", Sources: []corpus.Source{{Location: h.url + "/p/0", Service: "A"}}}
	got := work(t, cfg, jobs.Plan{List: "x", Targets: []corpus.Target{target}, Keep: true})
	if got[0].State != store.StateDone || got[0].Flags["monitor-analyze"] != 3 || h.count("/p/1") != 1 || h.count("/p/2") != 1 {
		t.Errorf("result %+v; the linked pages were asked for %d and %d times", got[0], h.count("/p/1"), h.count("/p/2"))
	}
}
