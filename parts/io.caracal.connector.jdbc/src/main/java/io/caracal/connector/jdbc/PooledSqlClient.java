package io.caracal.connector.jdbc;

import io.caracal.api.connector.SqlClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Queries on connections of a pool, each on a thread that may block. The answer is there in time whatever the server does; a query that
 * takes longer is cancelled by the server itself, or else by the end of its connection.
 */
final class PooledSqlClient implements SqlClient {
    private final ConnectionPool pool;
    private final Executor blocking;
    private final Duration timeout;

    /**
     * @param blocking runs as many at once as the pool has connections, so that nobody waits for one that is in use
     * @param timeout of a query, waiting included
     */
    PooledSqlClient(ConnectionPool pool, Executor blocking, Duration timeout) {
        this.pool = pool;
        this.blocking = blocking;
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<List<Map<String, @Nullable Object>>> query(
            String sql, List<? extends @Nullable Object> parameters, int maxRows) {
        CompletableFuture<List<Map<String, @Nullable Object>>> answer = new CompletableFuture<>();
        try {
            blocking.execute(() -> run(answer, sql, parameters, maxRows));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(named(failure)));
    }

    private Throwable named(Throwable failure) {
        return failure instanceof TimeoutException
                ? new SQLTimeoutException(
                        "the query has taken longer than query_timeout, " + timeout.toMillis() + " ms")
                : failure;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the driver throws is the caller's to know
    private void run(
            CompletableFuture<List<Map<String, @Nullable Object>>> answer,
            String sql,
            List<? extends @Nullable Object> parameters,
            int maxRows) {
        if (answer.isDone()) {
            return; // given up while it waited
        }
        try {
            answer.complete(rows(sql, parameters, maxRows));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private List<Map<String, @Nullable Object>> rows(
            String sql, List<? extends @Nullable Object> parameters, int maxRows) throws SQLException {
        try (Connection connection = pool.take();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(maxRows);
            for (int i = 0; i < parameters.size(); i++) {
                set(statement, i + 1, parameters.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                return ResultRows.read(result);
            }
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> statement.setObject(index, value);
        }
    }
}
