package jobs

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kiyaku/corpus/fetch"
	"kiyaku/corpus/store"
)

// feedLength is how many changes a feed holds.
const feedLength = 100

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Terms   []atomTerm `xml:"category"`
	Content atomText   `xml:"content"`
}

type atomTerm struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// writeFeed writes the feed with a change in it (RFC 4287). The file appears whole or not at all.
func (c *Channel) writeFeed(ctx context.Context, s *store.Store, change *store.Change) error {
	list, err := s.Told(ctx, c.Name, change.ID, feedLength)
	if err != nil {
		return err
	}
	feed := atomFeed{ID: "urn:kiyaku:channel:" + hex.EncodeToString([]byte(c.Name)), Title: "kiyaku: " + c.Name, Author: "kiyaku", Updated: change.At.Format(time.RFC3339)}
	for i, ch := range list {
		subject, _, _ := strings.Cut(ch.Summary, "\n")
		e := atomEntry{ID: "urn:kiyaku:change:" + ch.ID, Title: xmlText(subject), Updated: ch.At.Format(time.RFC3339), Content: atomText{"text", xmlText(ch.Summary)}}
		for _, term := range append(append([]string{ch.Direction}, ch.Factors...), ch.Flags...) {
			e.Terms = append(e.Terms, atomTerm{term})
		}
		if i == 0 {
			feed.Updated = e.Updated
		}
		feed.Entries = append(feed.Entries, e)
	}
	data, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(c.Atom), ".kiyaku-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append([]byte(xml.Header), append(data, '\n')...))
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), c.Atom)
}

// xmlText is s without the characters that XML cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// message is what a webhook gets.
type message struct {
	Schema      string          `json:"schema"` // "kiyaku.notice/1"
	ID          string          `json:"id"`     // the same each time that the change is sent
	Service     string          `json:"service"`
	At          string          `json:"at"` // when the change was found, RFC 3339
	OldVersion  int             `json:"old_version"`
	NewVersion  int             `json:"new_version"`
	Cause       string          `json:"cause"`
	Substantive bool            `json:"substantive"`
	Direction   string          `json:"direction"`
	Flags       []string        `json:"flags"`
	Factors     []string        `json:"factors"`
	Summary     string          `json:"summary"`
	Change      json.RawMessage `json:"change"` // kiyaku.change/1
}

// Headers of a message to a webhook. The signature is "sha256=" and the hex HMAC-SHA256 of timestamp, "." and body under the
// secret: a receiver recomputes it, and refuses old timestamps.
const (
	HeaderID        = "Kiyaku-Id"
	HeaderTimestamp = "Kiyaku-Timestamp" // Unix seconds
	HeaderSignature = "Kiyaku-Signature"
)

// post sends a change to the webhook.
func (c *Channel) post(ctx context.Context, change *store.Change, now time.Time) error {
	body, err := json.Marshal(message{
		Schema: "kiyaku.notice/1", ID: change.ID, Service: change.Service, At: change.At.Format(time.RFC3339), OldVersion: change.OldVersion,
		NewVersion: change.NewVersion, Cause: change.Cause, Substantive: change.Substantive, Direction: change.Direction,
		Flags: append([]string{}, change.Flags...), Factors: append([]string{}, change.Factors...), Summary: change.Summary, Change: change.JSON,
	})
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(now.Unix(), 10)
	status, err := fetch.Send(ctx, c.Webhook, map[string][]string{
		"Content-Type": {"application/json; charset=utf-8"}, HeaderID: {change.ID}, HeaderTimestamp: {stamp}, HeaderSignature: {Signature(c.secret, stamp, body)},
	}, body)
	if err == nil && (status < 200 || status > 299) {
		err = fmt.Errorf("post %s: the receiver answered %d", c.Webhook, status)
	}
	return err
}

// Signature is the value of HeaderSignature.
func Signature(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// mail sends a change by SMTP, over TLS by STARTTLS unless the channel says that it goes without.
func (c *Channel) mail(ctx context.Context, change *store.Change) (err error) {
	host, _, err := net.SplitHostPort(c.Server)
	if err != nil {
		return err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", c.Server)
	if err != nil {
		return err
	}
	if end, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(end); err != nil {
			return errors.Join(err, conn.Close())
		}
	}
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	defer client.Close()
	if ok, _ := client.Extension("STARTTLS"); ok {
		err = client.StartTLS(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
	} else if !c.Plain {
		err = fmt.Errorf("mail server %s offers no STARTTLS: what is sent could be read on the way; for a relay on this machine write plain = true", c.Server)
	}
	if err == nil && c.User != "" {
		err = client.Auth(smtp.PlainAuth("", c.User, c.password, host))
	}
	if err == nil {
		err = client.Mail(c.from.Address)
	}
	for _, to := range c.to {
		if err == nil {
			err = client.Rcpt(to.Address)
		}
	}
	if err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	_, err = w.Write(c.letter(change))
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	_ = client.Quit() // the letter is taken; a connection that breaks now changes nothing
	return nil
}

// maxSubject bounds the subject of a mail, in runes.
const maxSubject = 200

// cut is s with at most n runes.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// letter is a mail (RFC 5322). Its Message-ID is that of the change: programs that get it twice show it once.
func (c *Channel) letter(change *store.Change) []byte {
	subject, _, _ := strings.Cut(change.Summary, "\n")
	domain := c.from.Address[strings.LastIndexByte(c.from.Address, '@')+1:]
	var b bytes.Buffer
	line := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	line("From", c.from.String())
	to := make([]string, len(c.to))
	for i, a := range c.to {
		to[i] = a.String()
	}
	line("To", strings.Join(to, ",\r\n ")) // lines of more than 998 bytes are refused
	line("Subject", strings.ReplaceAll(mime.BEncoding.Encode("utf-8", cut(strings.TrimSpace(subject), maxSubject)), "?= =?", "?=\r\n =?"))
	line("Date", change.At.Format(time.RFC1123Z))
	line("Message-ID", "<"+change.ID+"@"+domain+">")
	line("Auto-Submitted", "auto-generated")
	line("MIME-Version", "1.0")
	line("Content-Type", "text/plain; charset=utf-8")
	line("Content-Transfer-Encoding", "base64")
	b.WriteString("\r\n")
	text := base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(change.Summary, "\n", "\r\n")))
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text + "\r\n")
	return b.Bytes()
}
