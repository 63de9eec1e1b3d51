package io.caracal.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes connections to one server: logged in, encrypted if that is asked for, with the limits of the settings. */
@FunctionalInterface
public interface ConnectionOpener {
    /** Blocks, for the connect time-out at most. From any thread that may block. */
    Connection open() throws SQLException;
}
