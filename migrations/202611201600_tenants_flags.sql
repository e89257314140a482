-- Features switched on by degrees: how far the operator has rolled one out, what a tenant chose.

-- Of the installation, and append-only: the newest row of a flag counts, the others are its history.
CREATE TABLE tenants.rollouts (
    id         uuid PRIMARY KEY,
    flag       text NOT NULL,
    percent    integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
    created_at timestamptz NOT NULL DEFAULT now()
);
SELECT runtime.house_table('tenants.rollouts', app => 'SELECT', work => 'SELECT, INSERT');
SELECT runtime.append_only('tenants.rollouts');
SELECT runtime.classify('tenants.rollouts', 'id=id flag=setting percent=number created_at=time');
CREATE INDEX rollouts_newest ON tenants.rollouts (flag, id DESC);

-- A tenant's own word on a flag; null follows the roll-out again.
CREATE TABLE tenants.flags (
    tenant_id  uuid NOT NULL,
    flag       text NOT NULL,
    is_on      boolean,
    version    integer NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, flag)
);
SELECT runtime.tenant_table('tenants.flags',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.flags',
    'tenant_id=id flag=setting is_on=setting version=number changed_at=time');
