-- Files that live for a day, and the exports that fill them a batch at a time.

-- What a file is called names no person. Its key is wrapped here and nowhere else: when the row
-- goes, what is in the file can be opened by nobody.
CREATE TABLE runtime.files (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    name       text NOT NULL,
    media_type text NOT NULL,
    key_id     uuid NOT NULL,
    wrapped    bytea NOT NULL,
    pieces     integer NOT NULL DEFAULT 0,
    size_bytes bigint NOT NULL DEFAULT 0,
    made_at    timestamptz,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('runtime.files',
    app => 'SELECT, INSERT', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('runtime.files',
    'tenant_id=id id=id name=business media_type=state key_id=id wrapped=key pieces=count
     size_bytes=count made_at=time expires_at=time');
CREATE INDEX files_by_expiry ON runtime.files (tenant_id, expires_at);

CREATE TABLE runtime.file_pieces (
    tenant_id uuid NOT NULL,
    file_id   uuid NOT NULL,
    place     integer NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (tenant_id, file_id, place)
);
SELECT runtime.tenant_table('runtime.file_pieces',
    app => 'SELECT', work => 'SELECT, INSERT, DELETE');
SELECT runtime.classify('runtime.file_pieces',
    'tenant_id=id file_id=id place=number sealed=sealed');
ALTER TABLE runtime.file_pieces ADD CONSTRAINT file_pieces_file
    FOREIGN KEY (tenant_id, file_id) REFERENCES runtime.files (tenant_id, id);

-- Whoever began long work may call it off.
SELECT runtime.grant_table('runtime.tasks',
    app => 'UPDATE (state, outcome, changed_at, finished_at)', work => '');

CREATE SCHEMA exports;
SELECT runtime.open_schema('exports');

-- Who asked, seeing how much; what was asked for is sealed under the file's key, for a search may
-- hold somebody's name: it goes with the file. The task and the file have the same id.
CREATE TABLE exports.exports (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('customers', 'changes', 'looks')),
    actor_kind text NOT NULL,
    actor_id   uuid NOT NULL,
    branch_id  uuid,
    scopes     text[] NOT NULL,
    purpose    text NOT NULL,
    route      text NOT NULL,
    sealed     bytea NOT NULL,
    place      text NOT NULL DEFAULT '',
    rows_count bigint NOT NULL DEFAULT 0,
    asked_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('exports.exports',
    app => 'SELECT, INSERT', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('exports.exports',
    'tenant_id=id id=id kind=state actor_kind=state actor_id=id branch_id=id scopes=setting
     purpose=state route=state sealed=sealed place=state rows_count=count asked_at=time');
CREATE INDEX exports_by_actor ON exports.exports (tenant_id, actor_id, id);
