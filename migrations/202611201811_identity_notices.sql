-- What is said to a person about their own account: that a number changed, say. Sealed, since a
-- notice may carry a link; sent by the worker as a code is.

CREATE TABLE identity.notices (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    kind       text NOT NULL,
    channel    text NOT NULL CHECK (channel IN ('sms', 'email')),
    language   text NOT NULL CHECK (language IN ('en', 'ar')),
    key_id     uuid NOT NULL,
    wrapped    bytea NOT NULL,
    sealed     bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('identity.notices',
    app => 'SELECT, INSERT', work => 'SELECT, INSERT, DELETE');
SELECT runtime.classify('identity.notices',
    'tenant_id=id id=id kind=state channel=state language=setting key_id=id wrapped=key
     sealed=sealed created_at=time');
CREATE INDEX notices_by_age ON identity.notices (tenant_id, created_at);
