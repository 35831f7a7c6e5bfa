package extract

import "fmt"

// Kind says why a snapshot gave no document. The values are stable; callers choose by them, never by an error's text.
type Kind string

// Kinds of errors.
const (
	KindEmpty        Kind = "empty"         // no bytes, or white space only
	KindBinary       Kind = "binary"        // no document at all: an image, an archive, a program
	KindUnsupported  Kind = "unsupported"   // a document of a format that is not read (.doc, .odt, .rtf, …)
	KindEncrypted    Kind = "encrypted"     // opens with a password only
	KindImageOnly    Kind = "image-only"    // pictures of pages, without text
	KindGarbage      Kind = "garbage"       // there is text, but its characters can't be told
	KindTooLarge     Kind = "too-large"     // over a limit of Config, or of the format's reader
	KindBroken       Kind = "broken"        // damaged beyond repair
	KindNoText       Kind = "no-text"       // well-formed, but nothing to read in it
	KindNeedsBrowser Kind = "needs-browser" // the page is put together by script
	KindNoMatch      Kind = "no-match"      // the part of the page that was asked for (corpus.Selection) is not on it
	KindTimeout      Kind = "timeout"       // not done within Config.Timeout
)

// An Error tells why a snapshot could not be read. It says what the user can do where there is something.
type Error struct {
	Location string  // of the source, as the user gave it
	Kind     Kind    // what is wrong
	Detail   string  // one English clause for people
	Bad      float64 // with KindGarbage: share of the characters that can't be told, 0…1
	Err      error   // what lies beneath; may be nil

	pages []int // of a PDF, that OCR may read
}

// Error is "extract LOCATION: DETAIL".
func (e *Error) Error() string {
	s := fmt.Sprintf("extract %s: %s", e.Location, e.Detail)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the error beneath.
func (e *Error) Unwrap() error { return e.Err }

// fail makes an Error without a location; Document fills it in.
func fail(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// because is fail with the error beneath.
func because(err error, kind Kind, detail string) *Error {
	return &Error{Kind: kind, Detail: detail, Err: err}
}
