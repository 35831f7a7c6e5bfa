// Command kiyaku reads a cloud vendor's terms and says which provisions decide whether personal data may be put there.
package main

func main() {}
