/** What every connector to a database has to do, shown with a real one. */
@NullMarked
package io.caracal.connector.jdbc;

import org.jspecify.annotations.NullMarked;
