-- Where a branch stands, so that distances to customers can be told. Public, like its sign.

ALTER TABLE tenants.branches
    ADD COLUMN latitude  double precision,
    ADD COLUMN longitude double precision;
ALTER TABLE tenants.branches
    ADD CONSTRAINT branches_place CHECK (
        num_nulls(latitude, longitude) IN (0, 2)
        AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180) NOT VALID;
SELECT runtime.classify('tenants.branches', 'latitude=place longitude=place');
