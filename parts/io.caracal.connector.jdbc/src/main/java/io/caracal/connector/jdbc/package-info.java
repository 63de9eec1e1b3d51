/**
 * Connectors to databases by JDBC: a pool of HikariCP, used from virtual threads behind a bound. What one database does otherwise than
 * another is how a connection is made ({@link io.caracal.connector.jdbc.ConnectionOpener}).
 *
 * <p>This package belongs to no bundle of its own. Each bundle of a connector carries it, and the pool, inside; so each is replaced
 * without the others.
 */
@NullMarked
package io.caracal.connector.jdbc;

import org.jspecify.annotations.NullMarked;
