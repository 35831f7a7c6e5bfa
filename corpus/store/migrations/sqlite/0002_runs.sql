-- Work on lists of targets. A run is one pass over a list; it can be taken up again where it was left.

CREATE TABLE runs (
  id         INTEGER PRIMARY KEY,
  list       TEXT    NOT NULL,                -- tells one list of targets from another
  kind       TEXT    NOT NULL,
  started_at INTEGER NOT NULL,
  ready      INTEGER NOT NULL DEFAULT 0,      -- 1: all its targets are in
  ended_at   INTEGER NOT NULL DEFAULT 0,
  data       TEXT    NOT NULL                 -- JSON: how it is done
);
CREATE INDEX runs_by_list ON runs (list, id);

CREATE TABLE run_units (                      -- what is analyzed together: the targets of one service, or some files
  run_id  INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  unit    INTEGER NOT NULL,
  done    INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,         -- until then somebody has it
  token   INTEGER NOT NULL DEFAULT 0,         -- counts claims
  PRIMARY KEY (run_id, unit)
) WITHOUT ROWID;
CREATE INDEX run_units_open ON run_units (run_id, unit) WHERE done = 0;

CREATE TABLE run_targets (
  run_id   INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  n        INTEGER NOT NULL,                  -- place in the list, from 0
  unit     INTEGER NOT NULL,
  state    TEXT    NOT NULL DEFAULT 'open',   -- open, done, failed
  service  TEXT    NOT NULL,
  location TEXT    NOT NULL,
  data     TEXT    NOT NULL,                  -- JSON: the target; '' for a file of which nothing else is known
  sha256   TEXT    NOT NULL DEFAULT '',       -- this and the rest: the result
  verdict  TEXT    NOT NULL DEFAULT '',
  f1       TEXT    NOT NULL DEFAULT '',
  f2       TEXT    NOT NULL DEFAULT '',
  f3       TEXT    NOT NULL DEFAULT '',
  flags    TEXT    NOT NULL DEFAULT '{}',
  cause    TEXT    NOT NULL DEFAULT '',
  problem  TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, n)
) WITHOUT ROWID;
CREATE INDEX run_targets_by_unit ON run_targets (run_id, unit);

CREATE TABLE run_pages (                      -- what is to be fetched for the targets
  run_id      INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  page        INTEGER NOT NULL,
  unit        INTEGER NOT NULL,
  host        TEXT    NOT NULL,
  location    TEXT    NOT NULL,               -- where to ask now
  state       TEXT    NOT NULL DEFAULT 'open',
  attempts    INTEGER NOT NULL DEFAULT 0,
  next_at     INTEGER NOT NULL DEFAULT 0,
  hops        INTEGER NOT NULL DEFAULT 0,     -- redirects to other hosts so far
  data        TEXT    NOT NULL,               -- JSON: the source
  source_id   INTEGER NOT NULL DEFAULT 0,
  snapshot_id INTEGER NOT NULL DEFAULT 0,
  result      TEXT    NOT NULL DEFAULT '',
  cause       TEXT    NOT NULL DEFAULT '',
  problem     TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, n, page)
) WITHOUT ROWID;
CREATE INDEX run_pages_due  ON run_pages (host, next_at) WHERE state = 'open';
CREATE INDEX run_pages_unit ON run_pages (run_id, unit) WHERE state = 'open';
