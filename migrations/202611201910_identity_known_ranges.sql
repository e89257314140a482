-- When a code of a range of numbers was last confirmed: a range that people of the shop have is not
-- held back with those that nobody has ever confirmed.

ALTER TABLE identity.prefix_credits ADD COLUMN confirmed_at timestamptz;
SELECT runtime.classify('identity.prefix_credits', 'confirmed_at=time');
