-- name: log_reads
INSERT INTO audit.reads (
    tenant_id, id, kind, actor_kind, actor_id, branch_id, purpose, route, request_id, subject_ids)
VALUES (
    :tenant_id, :id, :kind, :actor_kind, :actor_id, :branch_id, :purpose, :route, :request_id,
    :subject_ids)
