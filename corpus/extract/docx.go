package extract

import "context"

func readDOCX(ctx context.Context, b []byte, cfg Config) (*draft, error) {
	return nil, fail(KindUnsupported, "DOCX")
}
