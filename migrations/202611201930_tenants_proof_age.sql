-- How long an account may rest before its number alone no longer opens it: numbers pass on.
ALTER TABLE tenants.settings
    ADD COLUMN reverify_after_months integer NOT NULL DEFAULT 9
        CHECK (reverify_after_months BETWEEN 1 AND 36);
SELECT runtime.classify('tenants.settings', 'reverify_after_months=setting');
