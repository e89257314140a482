-- What a tenant wants to know of its customers' likings: the fields, their order, their words.

CREATE TABLE tenants.preference_fields (
    tenant_id  uuid NOT NULL,
    key        text NOT NULL,
    place      integer NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('choice', 'yes_no', 'text', 'number')),
    label_en   text NOT NULL,
    label_ar   text NOT NULL,
    -- Each choice as key, English and Arabic words, with a unit separator between.
    choices    text[] NOT NULL DEFAULT '{}',
    -- Retired, never deleted: customers keep what they once said.
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key)
);
SELECT runtime.tenant_table('tenants.preference_fields',
    app => 'SELECT, INSERT, UPDATE', work => 'SELECT, INSERT, UPDATE');
SELECT runtime.classify('tenants.preference_fields',
    'tenant_id=id key=business place=number kind=state label_en=business label_ar=business
     choices=business retired_at=time created_at=time');

-- Its own version: who reorders preferences does not overwrite who changes the time zone.
ALTER TABLE tenants.settings ADD COLUMN preferences_version integer NOT NULL DEFAULT 1;
SELECT runtime.classify('tenants.settings', 'preferences_version=number');
