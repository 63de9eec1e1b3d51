package io.caracal.api.connector;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A relational database that can be asked: the capability of the connectors {@code mysql} and {@code postgresql}. */
public interface SqlClient {
    /**
     * Runs one query as a prepared statement. From any thread; never blocks it.
     *
     * @param sql one statement with {@code ?} for each parameter; never put values of clients into it
     * @param parameters the values in the order of the marks; null is SQL's {@code NULL}. Text, numbers, booleans, byte arrays
     * @param maxRows how many rows are read at most; more are left with the server
     * @return the rows in the order in which the server gave them; a row's columns in the order of the query, by their labels in lower
     *     case; values are those of the driver ({@link String}, {@link Number}, {@link Boolean}, {@code byte[]}, {@code java.time} types, null).
     *     Exceptionally with {@link ConnectorUnavailableException} if nobody was asked, with whatever went wrong otherwise
     */
    CompletionStage<List<Map<String, @Nullable Object>>> query(
            String sql, List<? extends @Nullable Object> parameters, int maxRows);
}
