/** The connector {@code mysql}: MySQL and MariaDB, by MariaDB Connector/J. */
@NullMarked
package io.caracal.connector.mysql;

import org.jspecify.annotations.NullMarked;
