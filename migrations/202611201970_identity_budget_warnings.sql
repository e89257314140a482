-- When a shop was last told that most of its codes of a day are gone, and of how many: once a day,
-- and again when it allows itself more.

CREATE TABLE identity.budget_warnings (
    tenant_id uuid NOT NULL,
    channel   text NOT NULL CHECK (channel IN ('sms', 'email')),
    a_day     integer NOT NULL,
    warned_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, channel)
);
SELECT runtime.tenant_table('identity.budget_warnings',
    app => 'SELECT', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('identity.budget_warnings',
    'tenant_id=id channel=state a_day=count warned_at=time');
