package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"os"

	"github.com/spf13/cobra"

	"kiyaku/cmd/internal/evidence"
	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
)

type exportOptions struct {
	version   string
	file      string
	timestamp string // URL of an authority; "" for none
	read      sourceFlags
	ui        uiFlags
}

func newExportCmd(d deps) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export SERVICE[@VERSION] -o PACK.zip",
		Short: "Write a kept version as an evidence pack",
		Long: `Export writes one ZIP file with everything that shows what the documents of a version said and what follows: the
documents as received (WARC), their texts, the assessment by this program (JSON) and its report (HTML), the assessments
that were recorded earlier, and a manifest with the SHA-256 of all that.

As long as nothing is added to what is kept of the version, the same program and lexicon give the same file. With
--timestamp a time-stamp authority (RFC 3161) signs the manifest: it receives its SHA-256 and nothing else.

'kiyaku verify PACK.zip' checks the pack.`,
		Example: "  kiyaku export 'Example Cloud@2' -o pack.zip\n  kiyaku export 'Example Cloud@2' -o pack.zip --timestamp https://freetsa.org/tsr",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.version = args[0]
			return export(cmd.Context(), d, opts)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&opts.file, "output", "o", "", "`FILE` for the pack, '-' for standard output")
	f.StringVar(&opts.timestamp, "timestamp", "", "have the time-stamp authority at `URL` sign the manifest")
	opts.read.addRereading(cmd)
	opts.ui.addLanguage(cmd)
	return cmd
}

// export writes the evidence pack of a version of the store.
func export(ctx context.Context, d deps, opts exportOptions) error {
	if opts.file == "" {
		return usagef("-o is missing: name the file for the pack, or '-' for standard output")
	}
	return d.withVersion(ctx, opts.version, func(st *store.Store, s *store.Service, v *store.Version) error {
		engine, err := d.engine(opts.read)
		if err != nil {
			return err
		}
		pack, err := evidence.Make(ctx, engine, st.Reader, s, v, opts.ui.language(d))
		if err != nil {
			return advised(err)
		}
		if opts.timestamp != "" {
			if err := d.stamp(ctx, pack, opts.timestamp); err != nil {
				return err
			}
		}
		var b bytes.Buffer
		if err := pack.Write(&b); err != nil {
			return err
		}
		return output{file: opts.file}.write(d, b.Bytes())
	})
}

// engine is what reads and assesses documents of packs.
func (d deps) engine(flags sourceFlags) (evidence.Engine, error) {
	cfg, err := flags.config(d)
	if err != nil {
		return evidence.Engine{}, err
	}
	lex, anl, err := d.analyzer()
	if err != nil {
		return evidence.Engine{}, err
	}
	return evidence.Engine{Extract: cfg, Analyzer: anl, Lexicon: lex, Tool: toolName}, nil
}

// stamp has the authority at address sign the pack.
func (d deps) stamp(ctx context.Context, pack *evidence.Pack, address string) error {
	fetcher, err := fetch.New(d.fetch)
	if err != nil {
		return err
	}
	defer fetcher.CloseIdle()
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return err
	}
	return pack.Stamp(ctx, func(ctx context.Context, request []byte) ([]byte, error) {
		return fetcher.Post(ctx, address, evidence.QueryType, request, evidence.ReplyType)
	}, nonce)
}

type verifyOptions struct {
	file string
	tsa  string // file with certificates of trusted time-stamp authorities; "" for none
	read sourceFlags
}

func newVerifyCmd(d deps) *cobra.Command {
	var opts verifyOptions
	cmd := &cobra.Command{
		Use:   "verify PACK.zip",
		Short: "Check an evidence pack",
		Long: `Verify checks a pack that 'kiyaku export' wrote: the SHA-256 of every file; that the documents in the capture are those
of the manifest; that reading and assessing them again, without network, gives the same texts, assessment and report,
byte for byte; and the time stamp, if there is one. It says what differs, and where.

Exit codes: 0 all is as it was; 1 something differs, or cannot be checked; 2 wrong command line.`,
		Example: "  kiyaku verify pack.zip\n  kiyaku verify pack.zip --tsa-ca authority.pem",
		Args:    arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.file = args[0]
			return verify(cmd.Context(), d, opts)
		},
	}
	cmd.Flags().StringVar(&opts.tsa, "tsa-ca", "", "`FILE` with certificates (PEM) that the time stamp's authority must descend from")
	opts.read.addRereading(cmd)
	return cmd
}

// verify checks a pack and prints what it found.
func verify(ctx context.Context, d deps, opts verifyOptions) error {
	roots, err := certificates(opts.tsa)
	if err != nil {
		return err
	}
	data, err := d.readPack(opts.file)
	if err != nil {
		return err
	}
	pack, err := evidence.Read(data)
	if err != nil {
		return err
	}
	engine, err := d.engine(opts.read)
	if err != nil {
		return err
	}
	checks, err := pack.Verify(ctx, engine, roots)
	if err != nil {
		return err
	}
	m := pack.Manifest
	fmt.Fprintf(d.stdout, "%s\n", printable(fmt.Sprintf("%s@%d, since %s: %d documents, assessed by %s with lexicon %s",
		m.Service, m.Version, m.Since.UTC().Format("2006-01-02 15:04 UTC"), len(m.Documents), m.Tool, m.Lexicon)))
	for _, c := range checks {
		for i, detail := range c.Details {
			status, id := string(c.Status), c.ID
			if i > 0 {
				status, id = "", ""
			}
			fmt.Fprintf(d.stdout, "%-7s %-11s %s\n", status, id, printable(detail))
		}
	}
	if !evidence.Passed(checks) {
		return fmt.Errorf("verify %s: the pack is not what the program would make of its documents", opts.file)
	}
	return nil
}

// readPack reads a file, or standard input, up to what a pack may have and one byte more.
func (d deps) readPack(file string) ([]byte, error) {
	in := d.stdin
	if file != stdoutName {
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("verify %s: %w", file, reason(err))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, evidence.MaxPack+1))
	if err != nil {
		return nil, fmt.Errorf("verify %s: %w", file, reason(err))
	}
	return data, nil
}

// certificates reads a file of certificates; nil for "".
func certificates(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("--tsa-ca: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, usagef("--tsa-ca %s: no certificates in it: it must hold '-----BEGIN CERTIFICATE-----'", file)
	}
	return pool, nil
}
