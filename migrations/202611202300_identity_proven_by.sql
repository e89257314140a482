-- Who has a number or an address proven that somebody else asks a code for, to change to it: wrong
-- codes are guesses at what is theirs, and count to their account too.

ALTER TABLE identity.challenges
    ADD COLUMN proven_by_account uuid,
    ADD COLUMN proven_by_holder uuid;
SELECT runtime.classify('identity.challenges', 'proven_by_account=id proven_by_holder=id');
