-- What owners and admins are warned of: one row while it lasts, however often it happens.

CREATE TABLE audit.alerts (
    tenant_id    uuid NOT NULL,
    id           uuid NOT NULL,
    kind         text NOT NULL,
    -- What it is about, as far as that is nobody's secret: a range of numbers, a channel, an id.
    about        text NOT NULL,
    fact_id      uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    related_id   uuid,
    times        integer NOT NULL DEFAULT 1,
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    dismissed_at timestamptz,
    dismissed_by uuid,
    PRIMARY KEY (tenant_id, id),
    CHECK ((dismissed_at IS NULL) = (dismissed_by IS NULL))
);
SELECT runtime.tenant_table('audit.alerts',
    app => 'SELECT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('audit.alerts',
    'tenant_id=id id=id kind=state about=place fact_id=id subject_kind=state subject_id=id
     related_id=id times=count first_at=time last_at=time dismissed_at=time dismissed_by=id');
CREATE UNIQUE INDEX alerts_open ON audit.alerts (tenant_id, kind, about)
    WHERE dismissed_at IS NULL;
CREATE INDEX alerts_by_kind ON audit.alerts (tenant_id, kind, id);
