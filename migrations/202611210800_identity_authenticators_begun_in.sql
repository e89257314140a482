-- An authenticator is confirmed in the sign-in that began it. One that was begun before this is to be
-- begun again.

ALTER TABLE identity.authenticators ADD COLUMN begun_in uuid;
SELECT runtime.classify('identity.authenticators', 'begun_in=id');
