package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// A Run is one pass over a list of targets. It can be left at any point and taken up again, by any number of workers.
type Run struct {
	ID        int64
	List      string // tells one list of targets from another
	Kind      string // what started it
	StartedAt time.Time
	Ready     bool      // all its targets are in; before, nobody works on it
	EndedAt   time.Time // zero: it goes on
	Data      string    // JSON: how it is done
}

const runColumns = "r.id, r.list, r.kind, r.started_at, r.ready, r.ended_at, r.data"

func scanRun(row scanner, r *Run) error {
	var started, ended int64
	err := row.Scan(&r.ID, &r.List, &r.Kind, &started, &r.Ready, &ended, &r.Data)
	r.StartedAt, r.EndedAt = fromMillis(started), fromMillis(ended)
	return err
}

// AddRun begins a run. It is worked on once it is ready: see [Tx.ReadyRun].
func (tx *Tx) AddRun(ctx context.Context, r Run) (id int64, err error) {
	return tx.id(ctx, "INSERT INTO runs (list, kind, started_at, data) VALUES ($1, $2, $3, $4) RETURNING id", text(r.List), text(r.Kind), millis(r.StartedAt), text(r.Data))
}

// ReadyRun says that all targets of a run are in.
func (tx *Tx) ReadyRun(ctx context.Context, id int64) error {
	_, err := tx.exec(ctx, "UPDATE runs SET ready = 1 WHERE id = $1", id)
	return err
}

// EndRun ends a run of which nothing is left to do; ok is false if something is.
func (tx *Tx) EndRun(ctx context.Context, id int64, at time.Time) (ok bool, err error) {
	n, err := tx.exec(ctx, `UPDATE runs SET ended_at = $1 WHERE id = $2 AND ready = 1
		AND NOT EXISTS (SELECT 1 FROM run_units u WHERE u.run_id = $2 AND u.done = 0)`, millis(at), id)
	return n > 0, err
}

// DropRun forgets a run with its targets; what it found stays.
func (tx *Tx) DropRun(ctx context.Context, id int64) error {
	_, err := tx.exec(ctx, "DELETE FROM runs WHERE id = $1", id)
	return err
}

// Run finds a run.
func (r Reader) Run(ctx context.Context, id int64) (*Run, error) {
	return one(ctx, r.c, scanRun, fmt.Sprintf("run %d", id), "SELECT "+runColumns+" FROM runs r WHERE r.id = $1", id)
}

// Runs lists the runs over a list, the newest first; "" for those over all lists.
func (r Reader) Runs(ctx context.Context, list string) ([]Run, error) {
	return all(ctx, r.c, scanRun, "SELECT "+runColumns+" FROM runs r WHERE r.list = $1 OR $1 = '' ORDER BY r.id DESC", text(list))
}

// A RunTarget is one target of a run, with its result once it has one.
type RunTarget struct {
	N        int // place in the list, from 0
	Unit     int // targets of one unit are analyzed together
	Service  string
	Location string
	Data     string    // JSON: the target as the list has it
	Pages    []RunPage // to be fetched; only used by AddRunTargets
	TargetResult
}

// A TargetResult is what became of a target.
type TargetResult struct {
	State   string // open, done, failed
	SHA256  string
	Verdict string
	Factors Factors
	Flags   map[string]int
	Cause   string // ID of the kind of failure; "" if it did not fail
	Problem string // what failed, for people
}

// States of targets and pages.
const (
	StateOpen   = "open"
	StateDone   = "done"
	StateFailed = "failed"
)

// A RunPage is a page that is to be fetched for a target.
type RunPage struct {
	RunID      int64
	N          int // of the target
	Page       int // of the target's pages, from 0
	Unit       int
	Host       string
	Location   string // where to ask now; a redirect to another host moves it
	State      string
	Attempts   int
	NextAt     time.Time
	Hops       int    // redirects to other hosts so far
	Data       string // JSON: the source
	SourceID   int64
	SnapshotID int64  // what the service's version is made of; 0 if nothing could be had
	Result     string // ID of what the fetch showed
	Cause      string
	Problem    string
}

// AddRunTargets adds targets with their pages to a run. The units that they name are made.
func (tx *Tx) AddRunTargets(ctx context.Context, runID int64, targets []RunTarget) error {
	for i := range targets {
		t := &targets[i]
		if _, err := tx.exec(ctx, "INSERT INTO run_units (run_id, unit) VALUES ($1, $2) ON CONFLICT (run_id, unit) DO NOTHING", runID, t.Unit); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, "INSERT INTO run_targets (run_id, n, unit, service, location, data) VALUES ($1, $2, $3, $4, $5, $6)",
			runID, t.N, t.Unit, text(t.Service), text(t.Location), text(t.Data)); err != nil {
			return err
		}
		for k, p := range t.Pages {
			p.RunID, p.N, p.Page, p.Unit = runID, t.N, k, t.Unit
			if err := tx.AddRunPage(ctx, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// AddRunPage adds one page to a target, unless it has that page.
func (tx *Tx) AddRunPage(ctx context.Context, p RunPage) error {
	host, err := key("host", p.Host)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO run_pages (run_id, n, page, unit, host, location, data) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (run_id, n, page) DO NOTHING`, p.RunID, p.N, p.Page, p.Unit, host, text(p.Location), text(p.Data))
	return err
}

const pageColumns = `p.run_id, p.n, p.page, p.unit, p.host, p.location, p.state, p.attempts, p.next_at, p.hops, p.data, p.source_id, p.snapshot_id, p.result, p.cause, p.problem`

func scanPage(row scanner, p *RunPage) error {
	var next int64
	err := row.Scan(&p.RunID, &p.N, &p.Page, &p.Unit, &p.Host, &p.Location, &p.State, &p.Attempts, &next, &p.Hops, &p.Data, &p.SourceID, &p.SnapshotID, &p.Result, &p.Cause, &p.Problem)
	p.NextAt = fromMillis(next)
	return err
}

// PutRunPage writes down where a page stands: everything but its place in the run.
func (tx *Tx) PutRunPage(ctx context.Context, p RunPage) error {
	host, err := key("host", p.Host)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `UPDATE run_pages SET host = $1, location = $2, state = $3, attempts = $4, next_at = $5, hops = $6, source_id = $7, snapshot_id = $8,
		result = $9, cause = $10, problem = $11 WHERE run_id = $12 AND n = $13 AND page = $14`,
		host, text(p.Location), p.State, p.Attempts, millis(p.NextAt), p.Hops, p.SourceID, p.SnapshotID, text(p.Result), text(p.Cause), text(p.Problem), p.RunID, p.N, p.Page)
	return err
}

// NextRunPages gives the open page of a host that is due the longest, with all other open pages of its run that are at
// the same address; none if none is due. runID picks a run, 0 any.
func (r Reader) NextRunPages(ctx context.Context, runID int64, host string, now time.Time) ([]RunPage, error) {
	first, err := all(ctx, r.c, scanPage, "SELECT "+pageColumns+` FROM run_pages p JOIN runs r ON r.id = p.run_id
		WHERE p.host = $1 AND p.state = 'open' AND p.next_at <= $2 AND r.ready = 1 AND r.ended_at = 0 AND ($3 = 0 OR r.id = $3)
		ORDER BY p.next_at, p.run_id, p.n, p.page LIMIT 1`, text(host), millis(now), runID)
	if err != nil || len(first) == 0 {
		return nil, err
	}
	return all(ctx, r.c, scanPage, "SELECT "+pageColumns+` FROM run_pages p WHERE p.host = $1 AND p.state = 'open' AND p.run_id = $2 AND p.location = $3
		ORDER BY p.n, p.page`, first[0].Host, first[0].RunID, first[0].Location)
}

// DueHosts lists hosts that have pages to be fetched now and that nobody has claimed, each with its newest token. runID picks
// a run, 0 any.
func (r Reader) DueHosts(ctx context.Context, runID int64, now time.Time, limit int) ([]HostClaim, error) {
	return all(ctx, r.c, func(row scanner, c *HostClaim) error { return row.Scan(&c.Host, &c.Token) },
		`SELECT p.host, COALESCE(MAX(h.token), 0) FROM run_pages p JOIN runs r ON r.id = p.run_id LEFT JOIN hosts h ON h.host = p.host
		WHERE p.state = 'open' AND p.next_at <= $1 AND r.ready = 1 AND r.ended_at = 0 AND COALESCE(h.next_at, 0) <= $1
		AND ($2 = 0 OR r.id = $2) GROUP BY p.host ORDER BY MIN(p.next_at), p.host LIMIT $3`, millis(now), runID, limit)
}

// RunUnitPages lists the pages of a unit.
func (r Reader) RunUnitPages(ctx context.Context, runID int64, unit int) ([]RunPage, error) {
	return all(ctx, r.c, scanPage, "SELECT "+pageColumns+` FROM run_targets t JOIN run_pages p ON p.run_id = t.run_id AND p.n = t.n
		WHERE t.run_id = $1 AND t.unit = $2 ORDER BY p.n, p.page`, runID, unit)
}

const targetColumns = "t.n, t.unit, t.service, t.location, t.data, t.state, t.sha256, t.verdict, t.f1, t.f2, t.f3, t.flags, t.cause, t.problem"

func scanTarget(row scanner, t *RunTarget) error {
	var flags string
	if err := row.Scan(&t.N, &t.Unit, &t.Service, &t.Location, &t.Data, &t.State, &t.SHA256, &t.Verdict, &t.Factors[0], &t.Factors[1], &t.Factors[2], &flags, &t.Cause, &t.Problem); err != nil {
		return err
	}
	if flags == "{}" {
		return nil
	}
	return json.Unmarshal([]byte(flags), &t.Flags)
}

// RunUnitTargets lists the targets of a unit in the order of the list.
func (r Reader) RunUnitTargets(ctx context.Context, runID int64, unit int) ([]RunTarget, error) {
	return all(ctx, r.c, scanTarget, "SELECT "+targetColumns+" FROM run_targets t WHERE t.run_id = $1 AND t.unit = $2 ORDER BY t.n", runID, unit)
}

// RunTargets lists the targets of a run in the order of the list, with their results.
func (r Reader) RunTargets(ctx context.Context, runID int64) ([]RunTarget, error) {
	return all(ctx, r.c, scanTarget, "SELECT "+targetColumns+" FROM run_targets t WHERE t.run_id = $1 ORDER BY t.n", runID)
}

// A UnitClaim is the right to analyze a unit until it runs out.
type UnitClaim struct {
	RunID int64
	Unit  int
	Token int64 // larger than that of every claim before
}

// DueUnits lists units of which all pages are there and that nobody has claimed, each with its newest token. runID picks a
// run, 0 any.
func (r Reader) DueUnits(ctx context.Context, runID int64, now time.Time, limit int) ([]UnitClaim, error) {
	return all(ctx, r.c, func(row scanner, c *UnitClaim) error { return row.Scan(&c.RunID, &c.Unit, &c.Token) },
		`SELECT u.run_id, u.unit, u.token FROM run_units u JOIN runs r ON r.id = u.run_id
		WHERE u.done = 0 AND u.next_at <= $1 AND r.ready = 1 AND r.ended_at = 0
		AND NOT EXISTS (SELECT 1 FROM run_pages p WHERE p.run_id = u.run_id AND p.unit = u.unit AND p.state = 'open')
		AND ($2 = 0 OR r.id = $2) ORDER BY u.run_id, u.unit LIMIT $3`, millis(now), runID, limit)
}

// ClaimUnit takes a unit until lease has passed; ok is false if somebody else has it or it is done.
func (tx *Tx) ClaimUnit(ctx context.Context, runID int64, unit int, now time.Time, lease time.Duration) (claim UnitClaim, ok bool, err error) {
	tokens, err := all(ctx, tx.c, func(row scanner, token *int64) error { return row.Scan(token) },
		"UPDATE run_units SET token = token + 1, next_at = $1 WHERE run_id = $2 AND unit = $3 AND done = 0 AND next_at <= $4 RETURNING token",
		millis(now.Add(lease)), runID, unit, millis(now))
	if err != nil || len(tokens) == 0 {
		return UnitClaim{}, false, err
	}
	return UnitClaim{RunID: runID, Unit: unit, Token: tokens[0]}, true, nil
}

// MoveUnit keeps a claimed unit until next, or gives it back if next is not later than now. ok is false if the claim has run
// out and somebody else has the unit.
func (tx *Tx) MoveUnit(ctx context.Context, claim UnitClaim, next time.Time) (ok bool, err error) {
	n, err := tx.exec(ctx, "UPDATE run_units SET next_at = $1 WHERE run_id = $2 AND unit = $3 AND token = $4 AND done = 0", millis(next), claim.RunID, claim.Unit, claim.Token)
	return n > 0, err
}

// EndUnit writes the results of a claimed unit, by number of the target. ok is false, and nothing is written, if the claim
// has run out and somebody else has the unit.
func (tx *Tx) EndUnit(ctx context.Context, claim UnitClaim, results map[int]TargetResult) (ok bool, err error) {
	n, err := tx.exec(ctx, "UPDATE run_units SET done = 1 WHERE run_id = $1 AND unit = $2 AND token = $3 AND done = 0", claim.RunID, claim.Unit, claim.Token)
	if err != nil || n == 0 {
		return false, err
	}
	for n, r := range results {
		if r.Flags == nil {
			r.Flags = map[string]int{}
		}
		flags, err := json.Marshal(r.Flags)
		if err != nil {
			return false, fmt.Errorf("store: %w", err)
		}
		if _, err := tx.exec(ctx, `UPDATE run_targets SET state = $1, sha256 = $2, verdict = $3, f1 = $4, f2 = $5, f3 = $6, flags = $7, cause = $8, problem = $9
			WHERE run_id = $10 AND n = $11`, r.State, r.SHA256, text(r.Verdict), text(r.Factors[0]), text(r.Factors[1]), text(r.Factors[2]), text(string(flags)),
			text(r.Cause), text(r.Problem), claim.RunID, n); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Progress counts the targets and pages of a run.
type Progress struct {
	Targets, Done, Failed int
	Pages, Fetched, Waits int // Waits: pages that failed and are tried again later
}

// Progress counts how far a run is.
func (r Reader) Progress(ctx context.Context, runID int64) (Progress, error) {
	p, err := one(ctx, r.c, func(row scanner, p *Progress) error {
		return row.Scan(&p.Targets, &p.Done, &p.Failed, &p.Pages, &p.Fetched, &p.Waits)
	}, "progress", `SELECT t.a, t.b, t.c, p.a, p.b, p.c FROM
		(SELECT COUNT(*) AS a, COALESCE(SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0) AS b, COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS c
			FROM run_targets WHERE run_id = $1) t,
		(SELECT COUNT(*) AS a, COALESCE(SUM(CASE WHEN state <> 'open' THEN 1 ELSE 0 END), 0) AS b, COALESCE(SUM(CASE WHEN state = 'open' AND attempts > 0 THEN 1 ELSE 0 END), 0) AS c
			FROM run_pages WHERE run_id = $1) p`, runID)
	if err != nil {
		return Progress{}, err
	}
	return *p, nil
}
