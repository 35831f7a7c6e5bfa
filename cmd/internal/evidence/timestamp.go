package evidence

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// A Stamper sends a request for a time stamp, DER, to an authority and gives its answer. fetch's Post is one.
type Stamper func(ctx context.Context, request []byte) ([]byte, error)

// Media types of RFC 3161, section 3.4.
const (
	QueryType = "application/timestamp-query"
	ReplyType = "application/timestamp-reply"
)

// maxStamp bounds a time stamp, in bytes; usual ones have 3 to 7 KB.
const maxStamp = 1 << 20

// Stamp has the manifest stamped. nonce makes the request one of its own.
func (p *Pack) Stamp(ctx context.Context, send Stamper, nonce *big.Int) error {
	manifest, ok := p.file(manifestName)
	if !ok {
		return errors.New("evidence: the pack has no manifest yet")
	}
	hash := sha256.Sum256(manifest)
	request, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: hash[:], Certificates: true, Nonce: nonce}).Marshal()
	if err != nil {
		return fmt.Errorf("evidence: time stamp: %w", err)
	}
	answer, err := send(ctx, request)
	if err != nil {
		return err
	}
	ts, err := parseStamp(answer)
	if err != nil {
		return fmt.Errorf("evidence: time stamp: the answer is of no use: %w", err)
	}
	if ts.Nonce == nil || ts.Nonce.Cmp(nonce) != 0 {
		return errors.New("evidence: time stamp: the answer belongs to another request")
	}
	if problem := stampProblem(ts, manifest); problem != "" {
		return fmt.Errorf("evidence: time stamp: %s", problem)
	}
	p.stamp = answer
	return nil
}

// parseStamp reads an answer of an authority and checks its signature. The library panics on some damaged input.
func parseStamp(answer []byte) (ts *timestamp.Timestamp, err error) {
	if len(answer) > maxStamp {
		return nil, fmt.Errorf("it has over %d KB", maxStamp>>10)
	}
	defer func() {
		if r := recover(); r != nil {
			ts, err = nil, fmt.Errorf("it is damaged (%v)", r)
		}
	}()
	ts, err = timestamp.ParseResponse(answer)
	if err == nil && len(ts.Certificates) == 0 {
		return nil, errors.New("it does not hold the authority's certificate, so that nobody can check its signature")
	}
	return ts, err
}

// stampProblem says why ts is no stamp of manifest; "" if it is one.
func stampProblem(ts *timestamp.Timestamp, manifest []byte) string {
	if !ts.HashAlgorithm.Available() {
		return fmt.Sprintf("its hash function %v is not known", ts.HashAlgorithm)
	}
	h := ts.HashAlgorithm.New()
	h.Write(manifest)
	if string(h.Sum(nil)) != string(ts.HashedMessage) {
		return "it was made for another manifest"
	}
	return ""
}

// checkStamp checks the time stamp; with roots, also that its authority is trusted.
func (p *Pack) checkStamp(roots *x509.CertPool) Check {
	const id = "timestamp"
	if p.stamp == nil {
		return Check{id, None, []string{"the pack has no time stamp"}}
	}
	manifest, _ := p.file(manifestName)
	ts, err := parseStamp(p.stamp)
	if err != nil {
		return Check{id, Failed, []string{stampName + ": " + err.Error()}}
	}
	if problem := stampProblem(ts, manifest); problem != "" {
		return Check{id, Failed, []string{stampName + ": " + problem}}
	}
	signer, err := signerOf(ts)
	if err != nil {
		return Check{id, Failed, []string{stampName + ": " + err.Error()}}
	}
	said := fmt.Sprintf("the manifest existed on %s, says %q", ts.Time.UTC().Format(time.RFC3339), signer.Subject.String())
	if roots == nil {
		return Check{id, OK, []string{said, "who that is was not checked: name certificates that you trust with --tsa-ca FILE"}}
	}
	between := x509.NewCertPool()
	for _, c := range ts.Certificates {
		between.AddCert(c)
	}
	if _, err := signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: ts.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	}); err != nil {
		return Check{id, Failed, []string{said, "the authority's certificate is not trusted: " + err.Error()}}
	}
	return Check{id, OK, []string{said, "its certificate is trusted"}}
}

// signerOf is the certificate whose key signed ts.
func signerOf(ts *timestamp.Timestamp) (cert *x509.Certificate, err error) {
	defer func() {
		if r := recover(); r != nil {
			cert, err = nil, fmt.Errorf("it is damaged (%v)", r)
		}
	}()
	p7, err := pkcs7.Parse(ts.RawToken)
	if err != nil {
		return nil, err
	}
	if cert = p7.GetOnlySigner(); cert == nil {
		return nil, errors.New("it does not have one signer")
	}
	return cert, nil
}
