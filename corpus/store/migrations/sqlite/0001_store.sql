-- Times are Unix milliseconds in UTC, 0 for "not known". Bytes of strangers stand in BLOB columns only.

CREATE TABLE services (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL UNIQUE,
  folded        TEXT    NOT NULL,             -- name for searching: folded, lower case
  created_at    INTEGER NOT NULL,
  versions      INTEGER NOT NULL DEFAULT 0,   -- number of the newest version
  changed_at    INTEGER NOT NULL DEFAULT 0,   -- time of the newest version
  version_id    INTEGER NOT NULL DEFAULT 0,   -- the newest version
  assessment_id INTEGER NOT NULL DEFAULT 0,   -- the newest assessment of the newest version
  rank          INTEGER NOT NULL DEFAULT -1,  -- this and the rest: copies from that assessment, for ranking by index
  verdict       TEXT    NOT NULL DEFAULT '',
  f1            TEXT    NOT NULL DEFAULT '',
  f2            TEXT    NOT NULL DEFAULT '',
  f3            TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX services_by_name    ON services (name, folded, id);
CREATE INDEX services_by_rank    ON services (rank DESC, name, folded, id);
CREATE INDEX services_by_change  ON services (changed_at DESC, name, folded, id);
CREATE INDEX services_by_verdict ON services (verdict, name, folded, id);
CREATE INDEX services_by_f1      ON services (f1, rank DESC, name, folded, id);
CREATE INDEX services_by_f2      ON services (f2, rank DESC, name, folded, id);
CREATE INDEX services_by_f3      ON services (f3, rank DESC, name, folded, id);

CREATE TABLE service_flags (                  -- of the newest assessment of the newest version
  service_id INTEGER NOT NULL REFERENCES services (id),
  flag       TEXT    NOT NULL,
  findings   INTEGER NOT NULL,
  name       TEXT    NOT NULL,                -- of the service, for ranking by index
  PRIMARY KEY (service_id, flag)
) WITHOUT ROWID;
CREATE INDEX service_flags_by_count ON service_flags (flag, findings DESC, name, service_id);

CREATE TABLE sources (
  id            INTEGER PRIMARY KEY,
  service_id    INTEGER NOT NULL REFERENCES services (id),
  location      TEXT    NOT NULL,
  kind          TEXT    NOT NULL DEFAULT '',
  lang          TEXT    NOT NULL DEFAULT '',
  follow        INTEGER NOT NULL DEFAULT 0,
  reading       TEXT    NOT NULL DEFAULT '',  -- JSON: which part of the page, by browser or not; '' for all of it as it comes
  part          TEXT    NOT NULL DEFAULT '',  -- SHA-256 of reading; '' for ''
  position      INTEGER NOT NULL DEFAULT 0,
  next_check_at INTEGER NOT NULL DEFAULT 0,   -- 0: not watched
  checked_at    INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,   -- checks in a row that failed
  problem       TEXT    NOT NULL DEFAULT '',  -- of the last check
  UNIQUE (service_id, location, part)
);
CREATE INDEX sources_due ON sources (next_check_at, id) WHERE next_check_at > 0;

CREATE TABLE blobs (
  sha256 TEXT    PRIMARY KEY,                 -- of the content, lower-case hex
  size   INTEGER NOT NULL,                    -- of the content, in bytes
  data   BLOB    NOT NULL                     -- zstd
);

CREATE TABLE snapshots (
  id         INTEGER PRIMARY KEY,
  identity   TEXT    NOT NULL UNIQUE,         -- SHA-256 of everything that extraction sees
  source_id  INTEGER NOT NULL REFERENCES sources (id),
  sha256     TEXT    NOT NULL REFERENCES blobs (sha256),
  fetched_at INTEGER NOT NULL,                -- first time it was received
  seen_at    INTEGER NOT NULL,                -- last time it was received
  data       BLOB    NOT NULL                 -- gob: URL, status, header, media type …
);
CREATE INDEX snapshots_by_source ON snapshots (source_id, seen_at);

CREATE TABLE documents (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
  extractor   TEXT    NOT NULL,
  made_at     INTEGER NOT NULL,
  text_sha256 TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  data        BLOB    NOT NULL,               -- zstd of JSON
  PRIMARY KEY (snapshot_id, extractor)
);

CREATE TABLE versions (
  id            INTEGER PRIMARY KEY,
  service_id    INTEGER NOT NULL REFERENCES services (id),
  number        INTEGER NOT NULL,             -- from 1
  at            INTEGER NOT NULL,
  set_sha256    TEXT    NOT NULL,             -- of the service's name and the identities of the snapshots
  text_sha256   TEXT    NOT NULL,             -- given by who compares
  return_of     INTEGER NOT NULL DEFAULT 0,   -- number of the earlier version with the same snapshots or text; 0: none
  assessment_id INTEGER NOT NULL DEFAULT 0,   -- the newest assessment of it
  UNIQUE (service_id, number)
);
CREATE INDEX versions_by_set  ON versions (set_sha256);
CREATE INDEX versions_by_text ON versions (service_id, text_sha256, number);
CREATE INDEX versions_by_time ON versions (at, id);

CREATE TABLE version_snapshots (
  version_id  INTEGER NOT NULL REFERENCES versions (id),
  position    INTEGER NOT NULL,
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (id),
  PRIMARY KEY (version_id, position)
) WITHOUT ROWID;

CREATE TABLE assessments (
  id           INTEGER PRIMARY KEY,
  set_sha256   TEXT    NOT NULL,
  input_sha256 TEXT    NOT NULL,              -- of the documents as extracted and the answers
  lexicon      TEXT    NOT NULL,
  tool         TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  verdict      TEXT    NOT NULL,
  rank         INTEGER NOT NULL,              -- 0 for the best verdict, more for worse ones
  f1           TEXT    NOT NULL,
  f2           TEXT    NOT NULL,
  f3           TEXT    NOT NULL,
  flags        TEXT    NOT NULL,              -- JSON: flag → number of findings
  coverage     INTEGER NOT NULL,              -- lowest of the documents, in 1/10,000
  data         BLOB    NOT NULL,              -- zstd of the assessment as JSON
  UNIQUE (set_sha256, input_sha256, lexicon, tool)
);

CREATE TABLE changes (
  id          TEXT    PRIMARY KEY,
  service_id  INTEGER NOT NULL REFERENCES services (id),
  old_version INTEGER NOT NULL,               -- numbers
  new_version INTEGER NOT NULL,
  cause       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  substantive INTEGER NOT NULL,
  direction   TEXT    NOT NULL,
  flags       TEXT    NOT NULL,               -- JSON: flags added and removed
  factors     TEXT    NOT NULL,               -- JSON: factors whose status changed
  data        BLOB    NOT NULL                -- zstd of the change as JSON
);
CREATE INDEX changes_by_time    ON changes (at DESC, id);
CREATE INDEX changes_by_service ON changes (service_id, at DESC, id);

CREATE TABLE deliveries (
  change_id    TEXT    NOT NULL REFERENCES changes (id),
  channel      TEXT    NOT NULL,
  state        TEXT    NOT NULL DEFAULT 'pending', -- pending, delivered, given-up
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_at      INTEGER NOT NULL,
  delivered_at INTEGER NOT NULL DEFAULT 0,
  problem      TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (change_id, channel)
);
CREATE INDEX deliveries_due ON deliveries (channel, next_at) WHERE state = 'pending';

CREATE TABLE checks (                         -- that somebody looked, and what came of it
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES sources (id),
  at          INTEGER NOT NULL,
  result      TEXT    NOT NULL,
  snapshot_id INTEGER NOT NULL DEFAULT 0,
  detail      TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX checks_by_source ON checks (source_id, at DESC, id DESC);

CREATE TABLE reviews (                        -- append only; the newest of a finding counts
  id         INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL REFERENCES services (id),
  finding    TEXT    NOT NULL,
  judgement  TEXT    NOT NULL,
  comment    TEXT    NOT NULL,
  reviewer   TEXT    NOT NULL,
  at         INTEGER NOT NULL,
  version    INTEGER NOT NULL                 -- number of the version that was looked at
);
CREATE INDEX reviews_by_service ON reviews (service_id, finding, id);

CREATE TABLE answers (                        -- append only; the newest of a question counts
  id         INTEGER PRIMARY KEY,
  service_id INTEGER NOT NULL REFERENCES services (id),
  question   TEXT    NOT NULL,
  value      TEXT    NOT NULL,                -- '': withdrawn
  note       TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  dated      TEXT    NOT NULL,                -- YYYY-MM-DD or ''
  reviewer   TEXT    NOT NULL,
  at         INTEGER NOT NULL
);
CREATE INDEX answers_by_service ON answers (service_id, question, id);

CREATE TABLE hosts (
  host    TEXT    PRIMARY KEY,
  next_at INTEGER NOT NULL DEFAULT 0,         -- earliest time of the next request
  token   INTEGER NOT NULL DEFAULT 0          -- counts claims; only who holds the newest may release
);
