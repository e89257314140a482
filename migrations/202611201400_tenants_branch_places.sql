-- Where a branch stands, so that distances to customers can be told. Public, like its sign.

-- Millionths of a degree: a decimetre, and exact.
ALTER TABLE tenants.branches
    ADD COLUMN latitude_millionths  integer,
    ADD COLUMN longitude_millionths integer;
ALTER TABLE tenants.branches
    ADD CONSTRAINT branches_place CHECK (
        num_nulls(latitude_millionths, longitude_millionths) IN (0, 2)
        AND latitude_millionths BETWEEN -90000000 AND 90000000
        AND longitude_millionths BETWEEN -180000000 AND 180000000) NOT VALID;
SELECT runtime.classify('tenants.branches', 'latitude_millionths=place longitude_millionths=place');
