package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"kiyaku/analyzer/assess"
	"kiyaku/cmd/internal/report"
	"kiyaku/corpus/store"
)

type historyOptions struct {
	service string // "" lists services
	verdict assess.Verdict
	flag    string
	match   string
	sort    historySort
	limit   int
	ui      uiFlags
	formats []string
	files   []string
}

type historySort string

const (
	sortName    historySort = "name"
	sortVerdict historySort = "verdict"
	sortChange  historySort = "change"
	sortFlag    historySort = "flag"
)

func newHistoryCmd(d deps) *cobra.Command {
	opts := historyOptions{sort: sortName}
	cmd := &cobra.Command{
		Use:   "history [SERVICE]",
		Short: "List the kept versions of a service, or all kept services",
		Long: `History lists what is in the store, which 'kiyaku scan --keep' fills: without SERVICE all services with the verdict on
their newest version; with SERVICE its versions, the newest first, each with its documents, their SHA-256, when they
were received, and the assessments made of them.

SERVICE@VERSION names a version to other commands: scan, text, show, diff, export. VERSION is the number of the list, a
day (the version that was current at its end, UTC), or "latest".`,
		Example: "  kiyaku history\n  kiyaku history --sort verdict --limit 20\n  kiyaku history --sort flag --flag ai-training\n  kiyaku history 'Example Cloud' --format json",
		Args:    arguments(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				opts.service = args[0]
			}
			return history(cmd.Context(), d, opts)
		},
	}
	f := cmd.Flags()
	addChoice(cmd, &opts.sort, "sort", []historySort{sortName, sortVerdict, sortChange, sortFlag}, "order of services: by name, the worst verdict, the newest version, or the most findings of --flag first")
	addChoice(cmd, &opts.verdict, "verdict", failVerdicts(), "only services with this verdict")
	f.StringVar(&opts.flag, "flag", "", "only services with findings of `FLAG`")
	f.StringVar(&opts.match, "match", "", "only services with `TEXT` in their name")
	f.IntVar(&opts.limit, "limit", store.DefaultLimit, "`NUMBER` of services or versions to list")
	addOutput(cmd, &opts.formats, &opts.files, historyFormats())
	opts.ui.addLanguage(cmd)
	mustComplete(cmd, "flag", completeFlagIDs)
	return cmd
}

func historyFormats() []format { return []format{formatText, formatJSON} }

// history lists services, or the versions of one.
func history(ctx context.Context, d deps, opts historyOptions) error {
	outs, err := outputs(opts.formats, opts.files, historyFormats())
	if err != nil {
		return err
	}
	if opts.limit < 1 {
		return usagef("--limit %d: must be at least 1", opts.limit)
	}
	if opts.sort == sortFlag && opts.flag == "" {
		return usagef("--sort flag needs --flag: which findings are to be counted?")
	}
	st, err := d.openOldStore(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if opts.service == "" {
		return d.listServices(ctx, st.Reader, outs, opts)
	}
	return d.listVersions(ctx, st.Reader, outs, opts)
}

func (d deps) listServices(ctx context.Context, r store.Reader, outs []output, opts historyOptions) error {
	q := store.ServiceQuery{Contains: opts.match, Verdict: string(opts.verdict), Flag: opts.flag, Limit: opts.limit, Sort: store.Sort(opts.sort)}
	if opts.sort == sortName {
		q.Sort = store.ByName
	}
	found, err := r.Services(ctx, q)
	if err != nil {
		return err
	}
	ids := make([]int64, len(found))
	for i, s := range found {
		ids[i] = s.ID
	}
	flags, err := r.ServiceFlags(ctx, ids...)
	if err != nil {
		return err
	}
	list := make([]report.Service, len(found))
	for i, s := range found {
		list[i] = report.Service{Name: s.Name, Versions: s.Versions, ChangedAt: s.ChangedAt, Verdict: s.Verdict, Factors: factorMap(s.Factors), Flags: flags[s.ID]}
	}
	return writeReports(d, outs, opts.ui, func(w io.Writer, f format, opts report.Options) error {
		if f == formatJSON {
			return report.ServicesJSON(w, list)
		}
		return report.ServicesText(w, list, opts)
	})
}

func (d deps) listVersions(ctx context.Context, r store.Reader, outs []output, opts historyOptions) error {
	s, newest, err := keptVersion(ctx, r, opts.service, "")
	if err != nil {
		return err
	}
	versions, err := r.Versions(ctx, s.ID, 0, opts.limit)
	if err != nil {
		return err
	}
	h := report.History{Service: s.Name, Versions: []report.Version{}, Older: newest.Number - len(versions)}
	for _, v := range versions {
		shown, err := versionShown(ctx, r, v)
		if err != nil {
			return err
		}
		h.Versions = append(h.Versions, shown)
	}
	return writeReports(d, outs, opts.ui, func(w io.Writer, f format, opts report.Options) error {
		if f == formatJSON {
			return h.JSON(w)
		}
		return h.Text(w, opts)
	})
}

// versionShown is a version with its documents and assessments.
func versionShown(ctx context.Context, r store.Reader, v store.Version) (report.Version, error) {
	shown := report.Version{
		Number: v.Number, At: v.At, ReturnOf: v.ReturnOf, SetSHA256: v.SetSHA256, Verdict: v.Verdict, Factors: factorMap(v.Factors),
		Documents: []report.Source{}, Assessments: []report.Assessed{},
	}
	snaps, err := r.VersionSnapshots(ctx, v.ID)
	if err != nil {
		return shown, err
	}
	for _, snap := range snaps {
		doc := report.Source{Location: snap.Source.Location, URL: snap.URL, SHA256: snap.SHA256, SeenAt: snap.SeenAt, Status: snap.Status}
		if !snap.FetchedAt.IsZero() {
			doc.FetchedAt = &snap.FetchedAt
		}
		shown.Documents = append(shown.Documents, doc)
	}
	assessments, err := r.Assessments(ctx, &v)
	for _, a := range assessments {
		shown.Assessments = append(shown.Assessments, report.Assessed{At: a.At, Verdict: a.Verdict, Lexicon: a.Lexicon, Tool: a.Tool})
	}
	return shown, err
}

func factorMap(f store.Factors) map[string]string {
	return map[string]string{"F1": f[0], "F2": f[1], "F3": f[2]}
}
