-- Codes count to the account, or to whoever staff have proven and who never signed in: their phone
-- and their e-mail are one person's. Codes go with their day, so there are few rows to write anew.

ALTER TABLE identity.challenges
    ADD COLUMN whose uuid
        -- squawk-ignore adding-field-with-default
        GENERATED ALWAYS AS (coalesce(account_id, holder_id)) STORED,
    ADD COLUMN prover uuid
        -- squawk-ignore adding-field-with-default
        GENERATED ALWAYS AS (coalesce(proven_by_account, proven_by_holder)) STORED;
SELECT runtime.classify('identity.challenges', 'whose=id prover=id');
