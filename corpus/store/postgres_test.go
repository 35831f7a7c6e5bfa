package store_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// cluster is the PostgreSQL server of this test run.
var cluster struct {
	url string // of the database "postgres"
	err error  // why there is none
}

// TestMain runs the tests beside one throw-away PostgreSQL server; as a child of TestKilledWriter it writes instead.
func TestMain(m *testing.M) {
	if address := os.Getenv(writerEnv); address != "" {
		writeForever(address)
		return
	}
	var stop func()
	cluster.url, stop, cluster.err = startPostgres()
	code := m.Run()
	stop()
	os.Exit(code)
}

// startPostgres makes a cluster with the installed server's programs and starts it.
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

var databases atomic.Int64

// newDatabase makes an empty database in the cluster and gives its address.
func newDatabase(t testing.TB, options string) string {
	t.Helper()
	if cluster.err != nil {
		t.Fatal(cluster.err)
	}
	c, err := pgx.Connect(t.Context(), cluster.url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	name := fmt.Sprintf("t%d", databases.Add(1))
	if _, err := c.Exec(t.Context(), "CREATE DATABASE "+name+" "+options); err != nil {
		t.Fatal(err)
	}
	return cluster.url[:len(cluster.url)-len("postgres")] + name
}
