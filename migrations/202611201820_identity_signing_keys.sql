-- One key in use a tenant: whoever makes the first one, or turns it, at the same time as somebody
-- else finds that it is done. The table is new and holds no row yet.

CREATE UNIQUE INDEX signing_keys_one_in_use
    ON identity.signing_keys (tenant_id) WHERE retired_at IS NULL;

-- Those who ask for an app's sign-ins that are over, to take them away.
CREATE INDEX account_sessions_by_end ON identity.account_sessions (tenant_id, expires_at);
CREATE INDEX refresh_tokens_by_use
    ON identity.refresh_tokens (tenant_id, used_at) WHERE used_at IS NOT NULL;
