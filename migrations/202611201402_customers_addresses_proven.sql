-- What the two migrations before promised of rows to come holds for those there were.

ALTER TABLE tenants.branches VALIDATE CONSTRAINT branches_place;
ALTER TABLE customers.customers VALIDATE CONSTRAINT customers_default_address;
