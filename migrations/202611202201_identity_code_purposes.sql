-- Looked at while codes are asked for as ever.

ALTER TABLE identity.challenges VALIDATE CONSTRAINT challenges_purpose_check;
