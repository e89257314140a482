-- Servers remember staff who are signed in with an app, and are told of what changed: when it did, for
-- each sign-in, each account, and the rules of the house. Nobody changed since this stood here: no value.

ALTER TABLE identity.sessions ADD COLUMN changed_at timestamptz;
SELECT runtime.classify('identity.sessions', 'changed_at=time');

ALTER TABLE identity.staff ADD COLUMN changed_at timestamptz;
SELECT runtime.classify('identity.staff', 'changed_at=time');

ALTER TABLE identity.staff_rules ADD COLUMN changed_at timestamptz;
SELECT runtime.classify('identity.staff_rules', 'changed_at=time');
