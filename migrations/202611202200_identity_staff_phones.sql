-- Staff may have a phone; vendors and drivers sign in with it, by a code, and need no e-mail.

ALTER TABLE identity.staff ADD COLUMN phone_token bytea;
-- Nobody is without an e-mail yet, and whatever looks for one finds nobody in an empty one.
ALTER TABLE identity.staff
    -- squawk-ignore ban-drop-not-null
    ALTER COLUMN email_token DROP NOT NULL;
ALTER TABLE identity.staff
    -- squawk-ignore ban-drop-not-null
    ALTER COLUMN password_hash DROP NOT NULL;
SELECT runtime.classify('identity.staff', 'phone_token=token');

-- A code by SMS opens vendors and drivers alone: everybody else has an e-mail and a password, also
-- when somebody is made more than they were; a password goes with an e-mail. A tenant has tens of
-- staff: to look at each of them takes no time.
ALTER TABLE identity.staff
    -- squawk-ignore constraint-missing-not-valid
    ADD CONSTRAINT staff_reached_check
        CHECK ((email_token IS NOT NULL AND password_hash IS NOT NULL)
               OR (role IN ('vendor', 'driver') AND password_hash IS NULL
                   AND (email_token IS NOT NULL OR phone_token IS NOT NULL)));

-- One phone stands for one account among those that can come back.
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX staff_by_phone ON identity.staff (tenant_id, phone_token)
    WHERE state <> 'closed';

-- They are invited by SMS as others are by e-mail: by one of the two.
ALTER TABLE identity.invitations ADD COLUMN phone_token bytea;
ALTER TABLE identity.invitations
    -- squawk-ignore ban-drop-not-null
    ALTER COLUMN email_token DROP NOT NULL;
ALTER TABLE identity.invitations
    -- squawk-ignore constraint-missing-not-valid
    ADD CONSTRAINT invitations_reached_check
        CHECK ((email_token IS NULL) <> (phone_token IS NULL)
               AND (email_token IS NOT NULL OR role IN ('vendor', 'driver')));
SELECT runtime.classify('identity.invitations', 'phone_token=token');
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX invitations_one_a_phone ON identity.invitations (tenant_id, phone_token)
    WHERE accepted_at IS NULL AND cancelled_at IS NULL;

-- What a code for staff is for is its own: none of a customer's opens a console, and none of theirs
-- an account. Codes go with their day, so there are few to look at.
-- squawk-ignore ban-drop-constraint
ALTER TABLE identity.challenges DROP CONSTRAINT challenges_purpose_check;
ALTER TABLE identity.challenges
    ADD CONSTRAINT challenges_purpose_check
        CHECK (purpose IN ('login', 'registration', 'verification', 'change', 'claim',
                           'confirmation', 'staff_sign_in', 'staff_invitation')) NOT VALID;
