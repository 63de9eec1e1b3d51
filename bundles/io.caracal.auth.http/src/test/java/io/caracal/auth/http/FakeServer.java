package io.caracal.auth.http;

import io.caracal.api.connector.ConnectorStatus;
import io.caracal.api.connector.ConnectorUse;
import io.caracal.api.connector.Connectors;
import io.caracal.api.connector.HttpAnswer;
import io.caracal.api.connector.HttpCall;
import io.caracal.api.connector.HttpCaller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Connectors of which each leads to the same answer. */
final class FakeServer implements Connectors, HttpCaller {
    final List<HttpCall> calls = new ArrayList<>();
    final List<String> opened = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    CompletionStage<HttpAnswer> answer = CompletableFuture.completedStage(new HttpAnswer(204, Map.of(), new byte[0]));

    void says(String json) {
        answer = CompletableFuture.completedStage(new HttpAnswer(
                200, Map.of("content-type", List.of("application/json")), json.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public CompletionStage<HttpAnswer> call(HttpCall call) {
        calls.add(call);
        return answer;
    }

    @Override
    public ConnectorUse open(String id, String user) {
        return use(id + " for " + user);
    }

    @Override
    public ConnectorUse inline(String type, Record settings, String user) {
        return use("inline " + type + " for " + user);
    }

    private ConnectorUse use(String name) {
        opened.add(name);
        return new ConnectorUse() {
            @Override
            public String id() {
                return name;
            }

            @Override
            public <T> T capability(Class<T> type) {
                return type.cast(FakeServer.this);
            }

            @Override
            public ConnectorStatus status() {
                return ConnectorStatus.CONNECTED;
            }

            @Override
            public CompletionStage<ConnectorStatus> started() {
                return CompletableFuture.completedStage(ConnectorStatus.CONNECTED);
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }
}
