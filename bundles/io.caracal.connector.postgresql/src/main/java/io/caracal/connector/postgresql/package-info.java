/** The connector {@code postgresql}: PostgreSQL, and what speaks its protocol. */
@NullMarked
package io.caracal.connector.postgresql;

import org.jspecify.annotations.NullMarked;
