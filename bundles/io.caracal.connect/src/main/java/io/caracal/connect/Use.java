package io.caracal.connect;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUnavailableException;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import io.caracal.api.connector.SqlClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connector in somebody's hands. Calls find their way to whatever serves the connector at that moment. */
final class Use implements ConnectorUse {
    private final ManagedConnector connector;
    private final String user;
    private final AtomicBoolean closed = new AtomicBoolean();

    Use(ManagedConnector connector, String user) {
        this.connector = connector;
        this.user = user;
    }

    String user() {
        return user;
    }

    @Override
    public String id() {
        return connector.id();
    }

    @Override
    public <T> T capability(Class<T> type) {
        if (!connector.mayOffer(type)) {
            throw new IllegalArgumentException(
                    "connector " + id() + " is no " + type.getSimpleName() + "; refer to a connector of another type");
        }
        if (type == SqlClient.class) {
            return type.cast(new RoutedSql());
        }
        if (type == HttpCaller.class) {
            return type.cast(new RoutedHttp());
        }
        throw new IllegalArgumentException(
                "no connector can be a " + type.getName() + "; expected is SqlClient or HttpCaller");
    }

    private <C, T> CompletionStage<T> call(Class<C> capability, Function<C, CompletionStage<T>> call) {
        return closed.get()
                ? CompletableFuture.failedFuture(new ConnectorUnavailableException(
                        "connector " + id() + ": " + user + " does not use it any more"))
                : connector.call(capability, call);
    }

    @Override
    public ConnectorStatus status() {
        return connector.status();
    }

    @Override
    public CompletionStage<ConnectorStatus> started() {
        return connector.started();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connector.left(this);
        }
    }

    private final class RoutedSql implements SqlClient {
        @Override
        public CompletionStage<List<Map<String, @Nullable Object>>> query(
                String sql, List<? extends @Nullable Object> parameters, int maxRows) {
            return call(SqlClient.class, client -> client.query(sql, parameters, maxRows));
        }
    }

    private final class RoutedHttp implements HttpCaller {
        @Override
        public CompletionStage<HttpAnswer> call(HttpCall call) {
            return Use.this.call(HttpCaller.class, caller -> caller.call(call));
        }
    }
}
