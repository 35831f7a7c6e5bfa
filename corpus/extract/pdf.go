package extract

import "context"

func readPDF(ctx context.Context, b []byte, cfg Config) (*draft, error) {
	return nil, fail(KindUnsupported, "PDF")
}
