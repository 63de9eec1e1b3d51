-- Tables of users and rules for PostgreSQL, as the default queries of password_based:postgresql and of the authorization source postgresql
-- read them. Run it as a user who may create tables:
--
--     psql --username=postgres --dbname=mqtt --file=share/sql/postgresql.sql
--
-- The broker itself needs to read only: GRANT SELECT ON mqtt_user, mqtt_acl TO caracal;

CREATE TABLE IF NOT EXISTS mqtt_user (
    id            SERIAL PRIMARY KEY,
    username      TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    salt          TEXT,
    is_superuser  BOOLEAN NOT NULL DEFAULT FALSE,
    created       TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The rules of a user; of those that the query finds the first that fits decides.
--   ipaddress   an address or a network, 10.0.0.0/8; empty for any
--   topic       a topic or filter; ${clientid}, ${username} and so on stand for the client's own; "eq a/#" is this very filter
--   qos         0, 1 or 2; NULL for any
--   retain      1 retained messages only, 0 others only; NULL for both
CREATE TABLE IF NOT EXISTS mqtt_acl (
    id         SERIAL PRIMARY KEY,
    ipaddress  TEXT NOT NULL DEFAULT '',
    username   TEXT NOT NULL DEFAULT '',
    clientid   TEXT NOT NULL DEFAULT '',
    action     TEXT NOT NULL CHECK (action IN ('publish', 'subscribe', 'all')),
    permission TEXT NOT NULL CHECK (permission IN ('allow', 'deny')),
    topic      TEXT NOT NULL,
    qos        SMALLINT CHECK (qos BETWEEN 0 AND 2),
    retain     SMALLINT CHECK (retain IN (0, 1))
);
CREATE INDEX IF NOT EXISTS mqtt_acl_username ON mqtt_acl (username);
