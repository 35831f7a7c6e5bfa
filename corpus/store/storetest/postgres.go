// Package storetest runs a throw-away PostgreSQL server for tests of what stands on the store.
package storetest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A Cluster is a PostgreSQL server for the tests of one package.
type Cluster struct {
	url  string // of the database "postgres"
	stop func()
	err  error // why there is no server
	made atomic.Int64
}

// Start makes a cluster from the programs of the installed server and starts it; the end of the process ends it, too. It
// belongs into TestMain. Where it fails, NewDatabase fails the tests that need it, and says why.
func Start() *Cluster {
	c := &Cluster{}
	c.url, c.stop, c.err = startPostgres()
	return c
}

// Stop ends the server and removes its files.
func (c *Cluster) Stop() { c.stop() }

// NewDatabase makes an empty database and gives its address. options follow the name in CREATE DATABASE.
func (c *Cluster) NewDatabase(t testing.TB, options string) string {
	t.Helper()
	if c.err != nil {
		t.Fatal(c.err)
	}
	conn, err := pgx.Connect(t.Context(), c.url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	name := fmt.Sprintf("t%d", c.made.Add(1))
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name+" "+options); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(c.url, "postgres") + name
}

func startPostgres() (address string, stop func(), err error) {
	stop = func() {}
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(bins) == 0 {
		return "", stop, fmt.Errorf("no PostgreSQL server in /usr/lib/postgresql: install it (apt-get install postgresql)")
	}
	bin := bins[len(bins)-1]
	dir, err := os.MkdirTemp("/tmp", "pg") // short: the path of a socket has 107 bytes at most
	if err != nil {
		return "", stop, err
	}
	stop = func() { os.RemoveAll(dir) }
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() == 0 { // the server refuses to run as root
		if attr.Credential, err = credential("postgres"); err != nil {
			return "", stop, err
		}
		if err := os.Chown(dir, int(attr.Credential.Uid), int(attr.Credential.Gid)); err != nil {
			return "", stop, err
		}
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.SysProcAttr, c.Dir = attr, dir
		c.Env = []string{"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"}
		return c
	}
	data := filepath.Join(dir, "data")
	if out, err := command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8").CombinedOutput(); err != nil {
		return "", stop, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return "", stop, err
	}
	server := command("postgres", "-D", data, "-k", dir, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	if err := server.Start(); err != nil {
		return "", stop, err
	}
	stop = func() {
		_ = server.Process.Signal(syscall.SIGINT) // fast shutdown
		_ = server.Wait()
		os.RemoveAll(dir)
	}
	address = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres", port)
	return address, stop, ready(address)
}

// ready waits until the server answers.
func ready(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		c, err := pgx.Connect(ctx, address)
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not start: %w", err)
		case <-tick.C:
		}
	}
}

func credential(name string) (*syscall.Credential, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
