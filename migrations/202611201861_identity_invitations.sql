-- People asked to become staff: a link that works once, for some days, for one e-mail.

CREATE TABLE identity.invitations (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    role        text NOT NULL
        CHECK (role IN ('owner', 'admin', 'branch', 'support', 'vendor', 'driver')),
    branch_ids  uuid[] NOT NULL DEFAULT '{}',
    language    text NOT NULL CHECK (language IN ('en', 'ar')),
    email_token bytea NOT NULL,
    token_epoch integer NOT NULL,
    -- The e-mail under a key of the invitation's own, gone with the row.
    key_id      uuid NOT NULL,
    wrapped     bytea NOT NULL,
    sealed      bytea NOT NULL,
    secret_hash bytea NOT NULL,
    invited_by  uuid NOT NULL,
    sent        integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    accepted_at timestamptz,
    cancelled_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, secret_hash),
    FOREIGN KEY (tenant_id, invited_by) REFERENCES identity.staff (tenant_id, id)
);
SELECT runtime.tenant_table('identity.invitations',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, DELETE');
SELECT runtime.classify('identity.invitations',
    'tenant_id=id id=id role=state branch_ids=id language=setting email_token=token
     token_epoch=number key_id=id wrapped=key sealed=sealed secret_hash=hash invited_by=id
     sent=count created_at=time expires_at=time accepted_at=time cancelled_at=time');
CREATE INDEX invitations_by_inviter ON identity.invitations (tenant_id, invited_by);
CREATE INDEX invitations_waiting ON identity.invitations (tenant_id, created_at DESC, id DESC)
    WHERE accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX invitations_one_an_email ON identity.invitations (tenant_id, email_token)
    WHERE accepted_at IS NULL AND cancelled_at IS NULL;
