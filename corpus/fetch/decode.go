package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// maxEncodings is how many content encodings may lie on top of each other; more than one is rare already.
const maxEncodings = 3

var (
	errEmpty    = errors.New("nothing in it")
	errTooLarge = errors.New("too large")
)

// readBody reads the body of resp and undoes its content encoding.
//
// Both sides of the decoder are limited to limit bytes: a bomb is large behind it, a stream of empty frames before it.
func readBody(ctx context.Context, resp *http.Response, limit int64) ([]byte, *Error) {
	tooLarge := &Error{Kind: TooLarge, Err: sizeError(limit)}
	if resp.ContentLength > limit {
		return nil, tooLarge
	}
	raw := &wire{r: resp.Body, left: limit}
	body, err := decode(raw, resp.Header.Values("Content-Encoding"), limit)
	switch {
	case errors.Is(raw.err, errTooLarge), errors.Is(err, errTooLarge):
		return nil, tooLarge
	case raw.err != nil: // before err: a decoder reports its own trouble about input that ended early
		return nil, classify(ctx, raw.err)
	case raw.left == limit: // before err: no bytes at all are no gzip either
		return nil, &Error{Kind: Empty, Err: errEmpty}
	case err != nil:
		return nil, &Error{Kind: Encoding, Err: fmt.Errorf("damaged content encoding: %w", err)}
	case len(body) == 0:
		return nil, &Error{Kind: Empty, Err: errEmpty}
	}
	return body, nil
}

// sizeError says the limit in words.
func sizeError(limit int64) error {
	if limit >= 1<<20 && limit%(1<<20) == 0 {
		return fmt.Errorf("%w: over %d MiB", errTooLarge, limit>>20)
	}
	return fmt.Errorf("%w: over %d bytes", errTooLarge, limit)
}

// decode undoes encodings, the values of the Content-Encoding header in the order in which they were applied.
//
// Names that are no encoding are passed over, as browsers do: sites send "utf-8" or "none".
func decode(r io.Reader, encodings []string, limit int64) ([]byte, error) {
	names := strings.Split(strings.ToLower(strings.Join(encodings, ",")), ",")
	layers := 0
	for i := len(names) - 1; i >= 0; i-- {
		next, closeNext, err := decoder(strings.TrimSpace(names[i]), r)
		if err != nil {
			return nil, err
		}
		if next == nil {
			continue
		}
		defer closeNext()
		if layers++; layers > maxEncodings {
			return nil, fmt.Errorf("more than %d encodings", maxEncodings)
		}
		r = next
	}
	return readAll(r, limit)
}

// decoder returns a reader that undoes the encoding called name and what to call afterwards; nil if there is nothing to undo.
func decoder(name string, r io.Reader) (io.Reader, func(), error) {
	nothing := func() {}
	switch name {
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, nothing, nil
	case "deflate":
		z, err := inflate(r)
		return z, nothing, err
	case "br":
		return brotli.NewReader(r), nothing, nil
	case "zstd":
		// 8 MiB is the largest window that RFC 8878 asks decoders to support, and what browsers accept.
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return nil, nil, nil
}

// inflate reads "deflate", which is zlib by the standard and bare deflate from some servers.
func inflate(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, err := b.Peek(2)
	if err != nil {
		return nil, err
	}
	if head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}

// readAll reads r to its end, or returns errTooLarge if there are more than limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, errTooLarge
	}
	return b, nil
}

// wire is the body as it comes over the network. It keeps the first error that is not the proper end, so that trouble of
// the network can be told from damage inside the encoding.
type wire struct {
	r    io.Reader
	left int64
	err  error
}

func (w *wire) Read(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.r.Read(p)
	if w.left -= int64(n); w.left < 0 {
		err = errTooLarge
	}
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}
