-- Work on lists of targets. A run is one pass over a list; it can be taken up again where it was left.

CREATE TABLE runs (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  list       TEXT COLLATE "C" NOT NULL,                -- tells one list of targets from another
  kind       TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  ready      BIGINT NOT NULL DEFAULT 0,      -- 1: all its targets are in
  ended_at   BIGINT NOT NULL DEFAULT 0,
  data       TEXT COLLATE "C" NOT NULL                 -- JSON: how it is done
);
CREATE INDEX runs_by_list ON runs (list, id);

CREATE TABLE run_units (                      -- what is analyzed together: the targets of one service, or some files
  run_id  BIGINT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  unit    BIGINT NOT NULL,
  done    BIGINT NOT NULL DEFAULT 0,
  next_at BIGINT NOT NULL DEFAULT 0,         -- until then somebody has it
  token   BIGINT NOT NULL DEFAULT 0,         -- counts claims
  PRIMARY KEY (run_id, unit)
);
CREATE INDEX run_units_open ON run_units (run_id, unit) WHERE done = 0;

CREATE TABLE run_targets (
  run_id   BIGINT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  n        BIGINT NOT NULL,                  -- place in the list, from 0
  unit     BIGINT NOT NULL,
  state    TEXT COLLATE "C" NOT NULL DEFAULT 'open',   -- open, done, failed
  service  TEXT COLLATE "C" NOT NULL,
  location TEXT COLLATE "C" NOT NULL,
  data     TEXT COLLATE "C" NOT NULL,                  -- JSON: the target; '' for a file of which nothing else is known
  sha256   TEXT COLLATE "C" NOT NULL DEFAULT '',       -- this and the rest: the result
  verdict  TEXT COLLATE "C" NOT NULL DEFAULT '',
  f1       TEXT COLLATE "C" NOT NULL DEFAULT '',
  f2       TEXT COLLATE "C" NOT NULL DEFAULT '',
  f3       TEXT COLLATE "C" NOT NULL DEFAULT '',
  flags    TEXT COLLATE "C" NOT NULL DEFAULT '{}',
  cause    TEXT COLLATE "C" NOT NULL DEFAULT '',
  problem  TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, n)
);
CREATE INDEX run_targets_by_unit ON run_targets (run_id, unit);

CREATE TABLE run_pages (                      -- what is to be fetched for the targets
  run_id      BIGINT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  n           BIGINT NOT NULL,
  page        BIGINT NOT NULL,
  unit        BIGINT NOT NULL,
  host        TEXT COLLATE "C" NOT NULL,
  location    TEXT COLLATE "C" NOT NULL,               -- where to ask now
  state       TEXT COLLATE "C" NOT NULL DEFAULT 'open',
  attempts    BIGINT NOT NULL DEFAULT 0,
  next_at     BIGINT NOT NULL DEFAULT 0,
  hops        BIGINT NOT NULL DEFAULT 0,     -- redirects to other hosts so far
  data        TEXT COLLATE "C" NOT NULL,               -- JSON: the source
  source_id   BIGINT NOT NULL DEFAULT 0,
  snapshot_id BIGINT NOT NULL DEFAULT 0,
  result      TEXT COLLATE "C" NOT NULL DEFAULT '',
  cause       TEXT COLLATE "C" NOT NULL DEFAULT '',
  problem     TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, n, page)
);
CREATE INDEX run_pages_due  ON run_pages (host, next_at) WHERE state = 'open';
CREATE INDEX run_pages_unit ON run_pages (run_id, unit) WHERE state = 'open';
