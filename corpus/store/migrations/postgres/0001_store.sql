-- Times are Unix milliseconds in UTC, 0 for "not known". Bytes of strangers stand in BYTEA columns only.

CREATE TABLE services (
  id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          TEXT COLLATE "C" NOT NULL UNIQUE,
  folded        TEXT COLLATE "C" NOT NULL,             -- name for searching: folded, lower case
  created_at    BIGINT NOT NULL,
  versions      BIGINT NOT NULL DEFAULT 0,   -- number of the newest version
  changed_at    BIGINT NOT NULL DEFAULT 0,   -- time of the newest version
  version_id    BIGINT NOT NULL DEFAULT 0,   -- the newest version
  assessment_id BIGINT NOT NULL DEFAULT 0,   -- the newest assessment of the newest version
  rank          BIGINT NOT NULL DEFAULT -1,  -- this and the rest: copies from that assessment, for ranking by index
  verdict       TEXT COLLATE "C" NOT NULL DEFAULT '',
  f1            TEXT COLLATE "C" NOT NULL DEFAULT '',
  f2            TEXT COLLATE "C" NOT NULL DEFAULT '',
  f3            TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX services_by_name    ON services (name, folded, id);
CREATE INDEX services_by_rank    ON services (rank DESC, name, folded, id);
CREATE INDEX services_by_change  ON services (changed_at DESC, name, folded, id);
CREATE INDEX services_by_verdict ON services (verdict, name, folded, id);
CREATE INDEX services_by_f1      ON services (f1, rank DESC, name, folded, id);
CREATE INDEX services_by_f2      ON services (f2, rank DESC, name, folded, id);
CREATE INDEX services_by_f3      ON services (f3, rank DESC, name, folded, id);

CREATE TABLE service_flags (                  -- of the newest assessment of the newest version
  service_id BIGINT NOT NULL REFERENCES services (id),
  flag       TEXT COLLATE "C" NOT NULL,
  findings   BIGINT NOT NULL,
  name       TEXT COLLATE "C" NOT NULL,                -- of the service, for ranking by index
  PRIMARY KEY (service_id, flag)
);
CREATE INDEX service_flags_by_count ON service_flags (flag, findings DESC, name, service_id);

CREATE TABLE sources (
  id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_id    BIGINT NOT NULL REFERENCES services (id),
  location      TEXT COLLATE "C" NOT NULL,
  kind          TEXT COLLATE "C" NOT NULL DEFAULT '',
  lang          TEXT COLLATE "C" NOT NULL DEFAULT '',
  follow        BIGINT NOT NULL DEFAULT 0,
  reading       TEXT COLLATE "C" NOT NULL DEFAULT '',  -- JSON: which part of the page, by browser or not; '' for all of it as it comes
  part          TEXT COLLATE "C" NOT NULL DEFAULT '',  -- SHA-256 of reading; '' for ''
  position      BIGINT NOT NULL DEFAULT 0,
  next_check_at BIGINT NOT NULL DEFAULT 0,   -- 0: not watched
  checked_at    BIGINT NOT NULL DEFAULT 0,
  failures      BIGINT NOT NULL DEFAULT 0,   -- checks in a row that failed
  problem       TEXT COLLATE "C" NOT NULL DEFAULT '',  -- of the last check
  UNIQUE (service_id, location, part)
);
CREATE INDEX sources_due ON sources (next_check_at, id) WHERE next_check_at > 0;

CREATE TABLE blobs (
  sha256 TEXT COLLATE "C" PRIMARY KEY,                 -- of the content, lower-case hex
  size   BIGINT NOT NULL,                    -- of the content, in bytes
  data   BYTEA    NOT NULL                     -- zstd
);

CREATE TABLE snapshots (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  identity   TEXT COLLATE "C" NOT NULL UNIQUE,         -- SHA-256 of everything that extraction sees
  source_id  BIGINT NOT NULL REFERENCES sources (id),
  sha256     TEXT COLLATE "C" NOT NULL REFERENCES blobs (sha256),
  fetched_at BIGINT NOT NULL,                -- first time it was received
  seen_at    BIGINT NOT NULL,                -- last time it was received
  data       BYTEA    NOT NULL                 -- gob: URL, status, header, media type …
);
CREATE INDEX snapshots_by_source ON snapshots (source_id, seen_at);

CREATE TABLE documents (
  snapshot_id BIGINT NOT NULL REFERENCES snapshots (id),
  extractor   TEXT COLLATE "C" NOT NULL,
  made_at     BIGINT NOT NULL,
  text_sha256 TEXT COLLATE "C" NOT NULL,
  title       TEXT COLLATE "C" NOT NULL,
  data        BYTEA    NOT NULL,               -- zstd of JSON
  PRIMARY KEY (snapshot_id, extractor)
);

CREATE TABLE versions (
  id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_id    BIGINT NOT NULL REFERENCES services (id),
  number        BIGINT NOT NULL,             -- from 1
  at            BIGINT NOT NULL,
  set_sha256    TEXT COLLATE "C" NOT NULL,             -- of the service's name and the identities of the snapshots
  text_sha256   TEXT COLLATE "C" NOT NULL,             -- given by who compares
  return_of     BIGINT NOT NULL DEFAULT 0,   -- number of the earlier version with the same snapshots or text; 0: none
  assessment_id BIGINT NOT NULL DEFAULT 0,   -- the newest assessment of it
  UNIQUE (service_id, number)
);
CREATE INDEX versions_by_set  ON versions (set_sha256);
CREATE INDEX versions_by_text ON versions (service_id, text_sha256, number);
CREATE INDEX versions_by_time ON versions (at, id);

CREATE TABLE version_snapshots (
  version_id  BIGINT NOT NULL REFERENCES versions (id),
  position    BIGINT NOT NULL,
  snapshot_id BIGINT NOT NULL REFERENCES snapshots (id),
  PRIMARY KEY (version_id, position)
);

CREATE TABLE assessments (
  id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  set_sha256   TEXT COLLATE "C" NOT NULL,
  input_sha256 TEXT COLLATE "C" NOT NULL,              -- of the documents as extracted and the answers
  lexicon      TEXT COLLATE "C" NOT NULL,
  tool         TEXT COLLATE "C" NOT NULL,
  at           BIGINT NOT NULL,
  verdict      TEXT COLLATE "C" NOT NULL,
  rank         BIGINT NOT NULL,              -- 0 for the best verdict, more for worse ones
  f1           TEXT COLLATE "C" NOT NULL,
  f2           TEXT COLLATE "C" NOT NULL,
  f3           TEXT COLLATE "C" NOT NULL,
  flags        TEXT COLLATE "C" NOT NULL,              -- JSON: flag → number of findings
  coverage     BIGINT NOT NULL,              -- lowest of the documents, in 1/10,000
  data         BYTEA    NOT NULL,              -- zstd of the assessment as JSON
  UNIQUE (set_sha256, input_sha256, lexicon, tool)
);

CREATE TABLE changes (
  id          TEXT COLLATE "C" PRIMARY KEY,
  service_id  BIGINT NOT NULL REFERENCES services (id),
  old_version BIGINT NOT NULL,               -- numbers
  new_version BIGINT NOT NULL,
  cause       TEXT COLLATE "C" NOT NULL,
  at          BIGINT NOT NULL,
  substantive BIGINT NOT NULL,
  direction   TEXT COLLATE "C" NOT NULL,
  flags       TEXT COLLATE "C" NOT NULL,               -- JSON: flags added and removed
  factors     TEXT COLLATE "C" NOT NULL,               -- JSON: factors whose status changed
  data        BYTEA    NOT NULL                -- zstd of the change as JSON
);
CREATE INDEX changes_by_time    ON changes (at DESC, id);
CREATE INDEX changes_by_service ON changes (service_id, at DESC, id);

CREATE TABLE deliveries (
  change_id    TEXT COLLATE "C" NOT NULL REFERENCES changes (id),
  channel      TEXT COLLATE "C" NOT NULL,
  state        TEXT COLLATE "C" NOT NULL DEFAULT 'pending', -- pending, delivered, given-up
  attempts     BIGINT NOT NULL DEFAULT 0,
  next_at      BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL DEFAULT 0,
  problem      TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (change_id, channel)
);
CREATE INDEX deliveries_due ON deliveries (channel, next_at) WHERE state = 'pending';

CREATE TABLE checks (                         -- that somebody looked, and what came of it
  id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id   BIGINT NOT NULL REFERENCES sources (id),
  at          BIGINT NOT NULL,
  result      TEXT COLLATE "C" NOT NULL,
  snapshot_id BIGINT NOT NULL DEFAULT 0,
  detail      TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE INDEX checks_by_source ON checks (source_id, at DESC, id DESC);

CREATE TABLE reviews (                        -- append only; the newest of a finding counts
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_id BIGINT NOT NULL REFERENCES services (id),
  finding    TEXT COLLATE "C" NOT NULL,
  judgement  TEXT COLLATE "C" NOT NULL,
  comment    TEXT COLLATE "C" NOT NULL,
  reviewer   TEXT COLLATE "C" NOT NULL,
  at         BIGINT NOT NULL,
  version    BIGINT NOT NULL                 -- number of the version that was looked at
);
CREATE INDEX reviews_by_service ON reviews (service_id, finding, id);

CREATE TABLE answers (                        -- append only; the newest of a question counts
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  service_id BIGINT NOT NULL REFERENCES services (id),
  question   TEXT COLLATE "C" NOT NULL,
  value      TEXT COLLATE "C" NOT NULL,                -- '': withdrawn
  note       TEXT COLLATE "C" NOT NULL,
  source     TEXT COLLATE "C" NOT NULL,
  dated      TEXT COLLATE "C" NOT NULL,                -- YYYY-MM-DD or ''
  reviewer   TEXT COLLATE "C" NOT NULL,
  at         BIGINT NOT NULL
);
CREATE INDEX answers_by_service ON answers (service_id, question, id);

CREATE TABLE hosts (
  host    TEXT COLLATE "C" PRIMARY KEY,
  next_at BIGINT NOT NULL DEFAULT 0,         -- earliest time of the next request
  token   BIGINT NOT NULL DEFAULT 0          -- counts claims; only who holds the newest may release
);
