-- Who may do what. The passwords of those who log in are set by the application that runs the demo.
CREATE ROLE shop_owner NOLOGIN;      -- owns schema and audit tables, runs deployments
CREATE ROLE shop_app NOLOGIN;        -- the shop: writes its tables, appends to the trail
CREATE ROLE shop_retention NOLOGIN;  -- the host's retention job: may delete from the trail
CREATE ROLE investigator LOGIN NOINHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT 20;
ALTER ROLE investigator SET default_transaction_read_only = on;
