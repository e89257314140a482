-- Work that takes longer than a page: what it is, how far it is, who began it. No personal value.

CREATE TABLE runtime.tasks (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    kind        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done        bigint NOT NULL DEFAULT 0,
    total       bigint NOT NULL,
    outcome     text,
    actor_id    uuid,
    started_at  timestamptz NOT NULL DEFAULT now(),
    changed_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
SELECT runtime.tenant_table('runtime.tasks',
    app => 'SELECT, INSERT', work => 'SELECT, UPDATE, DELETE');
SELECT runtime.classify('runtime.tasks',
    'tenant_id=id id=id kind=state state=state done=count total=count outcome=state actor_id=id
     started_at=time changed_at=time finished_at=time');
CREATE INDEX tasks_by_actor ON runtime.tasks (tenant_id, actor_id, id);
