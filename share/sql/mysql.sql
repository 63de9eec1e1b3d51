-- Tables of users and rules for MySQL and MariaDB, as the default queries of password_based:mysql and of the authorization source mysql
-- read them. Run it as a user who may create tables:
--
--     mysql --user=root --database=mqtt < share/sql/mysql.sql
--
-- The broker itself needs to read only: GRANT SELECT ON mqtt.mqtt_user TO 'caracal'@'…'; and the same for mqtt_acl.

-- Names are compared exactly (utf8mb4_bin): by MySQL's usual collations "Pump" and "pump" would be one user.
CREATE TABLE IF NOT EXISTS mqtt_user (
    id            INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    username      VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    salt          VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
    is_superuser  TINYINT(1) NOT NULL DEFAULT 0,
    created       DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE KEY mqtt_user_username (username)
) ENGINE = InnoDB;

-- The rules of a user; of those that the query finds the first that fits decides.
--   ipaddress   an address or a network, 10.0.0.0/8; empty for any
--   topic       a topic or filter; ${clientid}, ${username} and so on stand for the client's own; "eq a/#" is this very filter
--   qos         0, 1 or 2; NULL for any
--   retain      1 retained messages only, 0 others only; NULL for both
CREATE TABLE IF NOT EXISTS mqtt_acl (
    id         INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ipaddress  VARCHAR(60) NOT NULL DEFAULT '',
    username   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    clientid   VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    action     ENUM ('publish', 'subscribe', 'all') NOT NULL,
    permission ENUM ('allow', 'deny') NOT NULL,
    topic      VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    qos        TINYINT(1) DEFAULT NULL,
    retain     TINYINT(1) DEFAULT NULL,
    KEY mqtt_acl_username (username)
) ENGINE = InnoDB;
