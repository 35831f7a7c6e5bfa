// Package fetch gets the text that a source names, politely and safely, as a snapshot.
package fetch
