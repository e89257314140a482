-- How long papers are kept, how long a request waits, and from which age what is sold.

CREATE TABLE tenants.verification_rules (
    tenant_id   uuid NOT NULL,
    kept_days   integer NOT NULL CHECK (kept_days BETWEEN 0 AND 365),
    wait_days   integer NOT NULL CHECK (wait_days BETWEEN 1 AND 365),
    -- `alcohol=21`, `tobacco=18+document`: a limit, and whether it takes a paper.
    age_limits  text[] NOT NULL,
    version     integer NOT NULL DEFAULT 2,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
);
SELECT runtime.tenant_table('tenants.verification_rules',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.verification_rules',
    'tenant_id=id kept_days=setting wait_days=setting age_limits=setting version=number
     changed_at=time');
