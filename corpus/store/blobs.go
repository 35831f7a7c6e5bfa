package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// MaxBlob bounds, in bytes, what is kept as one piece: a body, a document, a report.
const MaxBlob = 256 << 20

var zstdCoders = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
	if err != nil {
		panic(err) // options that do not exist: our bug
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(MaxBlob))
	if err != nil {
		panic(err)
	}
	return enc, dec
})

// pack compresses b for keeping. what names it in the error.
func pack(what string, b []byte) ([]byte, error) {
	if len(b) > MaxBlob {
		return nil, fmt.Errorf("store: the %s has %d bytes, more than the %d that can be kept", what, len(b), MaxBlob)
	}
	enc, _ := zstdCoders()
	return enc.EncodeAll(b, make([]byte, 0, len(b)/3+64)), nil
}

// unpack undoes pack.
func unpack(what string, b []byte) ([]byte, error) {
	_, dec := zstdCoders()
	out, err := dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("store: the %s is damaged in the database: %w", what, err)
	}
	return out, nil
}

// encode and decode keep a value of ours, with every byte of its strings: JSON would lose those that are no UTF-8.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(v); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return b.Bytes(), nil
}

func decode(what string, b []byte, v any) error {
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(v); err != nil {
		return fmt.Errorf("store: the %s is damaged in the database: %w", what, err)
	}
	return nil
}

// putBlob keeps body under its SHA-256, once.
func (tx *Tx) putBlob(ctx context.Context, sum string, body []byte) error {
	var have int
	if err := tx.c.QueryRowContext(ctx, "SELECT COUNT(*) FROM blobs WHERE sha256 = $1", sum).Scan(&have); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if have > 0 {
		return nil
	}
	packed, err := pack("body", body)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, "INSERT INTO blobs (sha256, size, data) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING", sum, len(body), packed)
	return err
}

// blob gives the content with this SHA-256, checked against it.
func (r Reader) blob(ctx context.Context, sum string) ([]byte, error) {
	packed, err := one(ctx, r.c, func(row scanner, b *[]byte) error { return row.Scan(b) }, "body "+sum, "SELECT data FROM blobs WHERE sha256 = $1", sum)
	if err != nil {
		return nil, err
	}
	body, err := unpack("body "+sum, *packed)
	if err != nil {
		return nil, err
	}
	if sha(body) != sum {
		return nil, fmt.Errorf("store: the body %s is damaged in the database: its content has another SHA-256", sum)
	}
	return body, nil
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// shaOf is the SHA-256 of parts, of which none can run into the next.
func shaOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}
