-- From how many rows in one file on owners are warned that somebody takes so many people along.

ALTER TABLE tenants.settings
    ADD COLUMN export_alarm_rows integer NOT NULL DEFAULT 5000
        CHECK (export_alarm_rows BETWEEN 1 AND 1000000);
SELECT runtime.classify('tenants.settings', 'export_alarm_rows=setting');
