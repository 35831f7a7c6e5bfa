// Package extract reads snapshots: HTML, PDF, DOCX, Markdown and plain text become documents.
package extract
