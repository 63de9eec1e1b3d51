package io.caracal.auth.sql;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.Connectors;
import io.caracal.api.connector.SqlClient;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers every query with the same rows, and remembers what it was asked. */
final class FakeDatabase implements Connectors, ConnectorUse, SqlClient {
    String sql = "";
    List<? extends @Nullable Object> parameters = List.of();
    boolean closed;

    private final CompletionStage<List<Map<String, @Nullable Object>>> answer;

    private FakeDatabase(CompletionStage<List<Map<String, @Nullable Object>>> answer) {
        this.answer = answer;
    }

    @SafeVarargs
    static FakeDatabase with(Map<String, @Nullable Object>... rows) {
        return new FakeDatabase(CompletableFuture.completedFuture(List.of(rows)));
    }

    static FakeDatabase failing(Exception failure) {
        return new FakeDatabase(CompletableFuture.failedFuture(failure));
    }

    /** Names and values in turn. */
    static Map<String, @Nullable Object> row(@Nullable Object... cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(String.valueOf(cells[i]), cells[i + 1]);
        }
        return row;
    }

    @Override
    public CompletionStage<List<Map<String, @Nullable Object>>> query(
            String statement, List<? extends @Nullable Object> values, int maxRows) {
        sql = statement;
        parameters = values;
        return answer;
    }

    @Override
    public ConnectorUse open(String id, String user) {
        return this;
    }

    @Override
    public ConnectorUse inline(String type, Record settings, String user) {
        return this;
    }

    @Override
    public String id() {
        return "mysql:main";
    }

    @Override
    public <T> T capability(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public ConnectorStatus status() {
        return ConnectorStatus.CONNECTED;
    }

    @Override
    public CompletionStage<ConnectorStatus> started() {
        return CompletableFuture.completedFuture(ConnectorStatus.CONNECTED);
    }

    @Override
    public void close() {
        closed = true;
    }

    static List<@Nullable Object> values(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
