package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kiyaku/corpus"
)

// An AssessmentKey names what an assessment was made of and by what. There is one assessment for each.
type AssessmentKey struct {
	SetSHA256   string // of the version
	InputSHA256 string // of the documents as extracted and the answers, see [InputSHA256]
	Lexicon     string // version
	Tool        string // name and version
}

// An Assessment is a report on a version with what lists and rankings show of it.
type Assessment struct {
	ID int64
	AssessmentKey
	At       time.Time
	Verdict  string
	Rank     int // of the verdict: 0 for the best, more for worse ones
	Factors  Factors
	Flags    map[string]int // number of findings of each flag
	Coverage float64        // lowest of the documents, 0…1
	JSON     []byte         // the report; nil in lists
}

// InputSHA256 is the SHA-256 of what an analysis sees beside the snapshots: what was read in them, by which extractor (nil
// stands for nothing), and the answers.
func InputSHA256(docs []*corpus.Document, answers []Answer) string {
	var parts []string
	for _, d := range docs {
		if d == nil {
			parts = append(parts, "unread")
			continue
		}
		parts = append(parts, d.Extractor, string(d.Kind), string(d.Lang), d.Text)
		for _, b := range d.Blocks {
			parts = append(parts, b.Kind.String(), b.Role.String(), strconv.Itoa(b.Level), b.Marker, strconv.Itoa(b.Span.Start), strconv.Itoa(b.Span.End))
		}
	}
	answers = slices.SortedFunc(slices.Values(answers), func(a, b Answer) int { return strings.Compare(a.Question, b.Question) })
	for _, a := range answers {
		parts = append(parts, "answer", a.Question, a.Value, a.Note, a.Source, a.Date)
	}
	return shaOf(parts...)
}

const assessmentColumns = "a.id, a.set_sha256, a.input_sha256, a.lexicon, a.tool, a.at, a.verdict, a.rank, a.f1, a.f2, a.f3, a.flags, a.coverage"

func scanAssessment(row scanner, a *Assessment) error { return scanAssessmentAnd(row, a) }

func scanAssessmentAnd(row scanner, a *Assessment, more ...any) error {
	var at, coverage int64
	var flags string
	dest := []any{&a.ID, &a.SetSHA256, &a.InputSHA256, &a.Lexicon, &a.Tool, &at, &a.Verdict, &a.Rank, &a.Factors[0], &a.Factors[1], &a.Factors[2], &flags, &coverage}
	if err := row.Scan(append(dest, more...)...); err != nil {
		return err
	}
	a.At, a.Coverage = fromMillis(at), float64(coverage)/1e4
	return json.Unmarshal([]byte(flags), &a.Flags)
}

func scanAssessmentJSON(row scanner, a *Assessment) error {
	var packed []byte
	if err := scanAssessmentAnd(row, a, &packed); err != nil {
		return err
	}
	var err error
	a.JSON, err = unpack("assessment "+strconv.FormatInt(a.ID, 10), packed)
	return err
}

// PutAssessment keeps a unless there is an assessment with its key, and makes it the newest one of all versions with
// these snapshots. Run twice on the same input, an analysis leaves one assessment; the first one stands.
func (tx *Tx) PutAssessment(ctx context.Context, a Assessment) (id int64, created bool, err error) {
	packed, err := pack("assessment", a.JSON)
	if err != nil {
		return 0, false, err
	}
	if a.Flags == nil {
		a.Flags = map[string]int{}
	}
	flags, err := json.Marshal(a.Flags) // in order of keys
	if err != nil {
		return 0, false, fmt.Errorf("store: %w", err)
	}
	n, err := tx.exec(ctx, `INSERT INTO assessments (set_sha256, input_sha256, lexicon, tool, at, verdict, rank, f1, f2, f3, flags, coverage, data)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (set_sha256, input_sha256, lexicon, tool) DO NOTHING`,
		a.SetSHA256, a.InputSHA256, text(a.Lexicon), text(a.Tool), millis(a.At), text(a.Verdict), a.Rank, text(a.Factors[0]), text(a.Factors[1]), text(a.Factors[2]),
		text(string(flags)), int64(a.Coverage*1e4), packed)
	if err != nil {
		return 0, false, err
	}
	kept, err := tx.AssessmentByKey(ctx, a.AssessmentKey)
	if err != nil {
		return 0, false, err
	}
	return kept.ID, n > 0, tx.link(ctx, kept)
}

// link makes a the newest assessment of the versions with its snapshots, and of the services of which one is the newest.
func (tx *Tx) link(ctx context.Context, a *Assessment) error {
	if _, err := tx.exec(ctx, "UPDATE versions SET assessment_id = $1 WHERE set_sha256 = $2", a.ID, a.SetSHA256); err != nil {
		return err
	}
	services, err := all(ctx, tx.c, scanService, "SELECT "+serviceColumns+" FROM versions v JOIN services s ON s.id = v.service_id AND s.version_id = v.id WHERE v.set_sha256 = $1", a.SetSHA256)
	if err != nil {
		return err
	}
	for _, s := range services {
		if s.Assessment == a.ID {
			continue
		}
		if _, err := tx.exec(ctx, "UPDATE services SET assessment_id = $1, verdict = $2, rank = $3, f1 = $4, f2 = $5, f3 = $6 WHERE id = $7",
			a.ID, a.Verdict, a.Rank, a.Factors[0], a.Factors[1], a.Factors[2], s.ID); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, "DELETE FROM service_flags WHERE service_id = $1", s.ID); err != nil {
			return err
		}
		for name, findings := range a.Flags {
			if _, err := tx.exec(ctx, "INSERT INTO service_flags (service_id, flag, findings, name) VALUES ($1, $2, $3, $4)", s.ID, name, findings, s.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// Assessment gives an assessment with its report.
func (r Reader) Assessment(ctx context.Context, id int64) (*Assessment, error) {
	return one(ctx, r.c, scanAssessmentJSON, fmt.Sprintf("assessment %d", id), "SELECT "+assessmentColumns+", a.data FROM assessments a WHERE a.id = $1", id)
}

// AssessmentByKey finds an assessment by what it was made of, without its report.
func (r Reader) AssessmentByKey(ctx context.Context, k AssessmentKey) (*Assessment, error) {
	return one(ctx, r.c, scanAssessment, "assessment", "SELECT "+assessmentColumns+` FROM assessments a
		WHERE a.set_sha256 = $1 AND a.input_sha256 = $2 AND a.lexicon = $3 AND a.tool = $4`, k.SetSHA256, k.InputSHA256, text(k.Lexicon), text(k.Tool))
}

// Assessments lists the assessments of a version, by whatever lexicon and tool, the newest first, without their reports.
func (r Reader) Assessments(ctx context.Context, v *Version) ([]Assessment, error) {
	return all(ctx, r.c, scanAssessment, "SELECT "+assessmentColumns+" FROM assessments a WHERE a.set_sha256 = $1 ORDER BY a.at DESC, a.id DESC", v.SetSHA256)
}
