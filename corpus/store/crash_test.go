package store_test

const writerEnv = "KIYAKU_TEST_WRITER"

func writeForever(string) {}
