-- What was proven about somebody, by whom, on what evidence, until when; papers are files sealed
-- under the person's own key, and only what came of them stays.

CREATE TABLE identity.verifications (
    tenant_id      uuid NOT NULL,
    id             uuid NOT NULL,
    subject_kind   text NOT NULL CHECK (subject_kind IN ('customer', 'vendor', 'driver')),
    subject_id     uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('phone', 'email', 'document')),
    document_kind  text CHECK (document_kind IN
                       ('id_card', 'passport', 'residence_permit', 'driving_licence',
                        'commercial_registration', 'other')),
    state          text NOT NULL CHECK (state IN
                       ('requested', 'pending', 'approved', 'rejected', 'expired', 'withdrawn')),
    -- Files for a document, the challenge for a phone or an e-mail. Files go, their ids stay.
    evidence       uuid[] NOT NULL DEFAULT '{}',
    evidence_until timestamptz,
    requested_kind text NOT NULL,
    requested_by   uuid,
    requested_at   timestamptz NOT NULL DEFAULT now(),
    -- Who handed in what is judged: nobody judges their own.
    handed_kind    text,
    handed_by      uuid,
    handed_at      timestamptz,
    -- Asked for then, or handed in then: whoever has waited longest is served next.
    waits_since    timestamptz NOT NULL DEFAULT now(),
    decided_kind   text,
    decided_by     uuid,
    decided_at     timestamptz,
    reason         text,
    -- The reviewer's words, and the birth date that a paper proved.
    sealed         bytea,
    -- Of an open request: when it lapses. Of an approval: when what it proves does.
    expires_at     timestamptz,
    version        integer NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('identity.verifications',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('identity.verifications',
    'tenant_id=id id=id subject_kind=state subject_id=id kind=state document_kind=state state=state
     evidence=id evidence_until=time requested_kind=state requested_by=id requested_at=time
     handed_kind=state handed_by=id handed_at=time waits_since=time decided_kind=state decided_by=id
     decided_at=time reason=state sealed=sealed expires_at=time version=number');
-- A customer sees their own, and none of anybody else's.
SELECT runtime.own_rows('identity.verifications', 'subject_id');
-- At most one open request a kind, whoever asks at once.
CREATE UNIQUE INDEX verifications_one_open
    ON identity.verifications (tenant_id, subject_id, kind)
    WHERE state IN ('requested', 'pending');
CREATE INDEX verifications_by_subject
    ON identity.verifications (tenant_id, subject_id, requested_at DESC);
CREATE INDEX verifications_by_state
    ON identity.verifications (tenant_id, state, waits_since, id);
CREATE INDEX verifications_by_expiry
    ON identity.verifications (tenant_id, expires_at)
    WHERE state IN ('requested', 'pending', 'approved');

-- A file may be sealed under the key of the person it is about: then no key stands in its row
-- (`wrapped` is empty), and it is forgotten with them. Requests write such files whole, and say how
-- long they stay.
SELECT runtime.grant_table('runtime.files',
    app => 'SELECT, INSERT, UPDATE (expires_at)', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.grant_table('runtime.file_pieces',
    app => 'SELECT, INSERT', work => 'SELECT, INSERT, DELETE');
