-- How a delivery fared so far, and the queue's row it ended as; classes of the queue's columns.

-- crashes counts lone runs whose worker never came back; queue_id is set once it is dead.
ALTER TABLE journal.deliveries
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN crashes  integer NOT NULL DEFAULT 0,
    ADD COLUMN queue_id bigint;
SELECT runtime.classify('journal.deliveries', 'failures=count crashes=count queue_id=id');

-- What is pruned by age is found by id.
SELECT runtime.grant_function('runtime.id_at(timestamptz)', 'work');

-- A payload holds ids and a MAC, a traceback the reason's code: never anybody's values.
SELECT runtime.classify('jobs.pgqueuer',
    'id=id priority=number queue_manager_id=id created=time updated=time heartbeat=time
     execute_after=time status=state entrypoint=state dedupe_key=id payload=id headers=state
     attempts=count slot=number');
SELECT runtime.classify('jobs.pgqueuer_log',
    'id=id created=time job_id=id status=state priority=number entrypoint=state traceback=state
     aggregated=state');
SELECT runtime.classify('jobs.pgqueuer_schedules',
    'id=id expression=setting entrypoint=state heartbeat=time created=time updated=time
     next_run=time last_run=time status=state');
SELECT runtime.classify('jobs.pgqueuer_statistics',
    'id=id created=time count=count priority=number status=state entrypoint=state');
