-- name: record
-- Facts and their pending rows at once; the function stands in the journal's migration.
SELECT journal.record(
    :tenant_id, :ids, :names, :versions, :subject_kinds, :subject_ids, :related_ids,
    :subject_seqs, :occurred, :bodies, :seals, :actor_kind, :actor_id, :on_behalf_of,
    :branch_id, :origin, :cause_id, :request_id)
