package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends away whoever came to one loop by a listener, in pieces. */
final class ListenerSweep implements Background.Work {
    private static final int PIECE = 256;

    private final BrokerLoop loop;
    private final String listener;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private @Nullable ArrayDeque<Connection> left;
    private int count;

    ListenerSweep(BrokerLoop loop, String listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** How many there were. */
    CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public boolean piece() {
        ArrayDeque<Connection> connections = left;
        if (connections == null) {
            connections = loop.connectionsBy(listener);
            left = connections;
            count = connections.size();
        }
        for (int i = 0; i < PIECE && !connections.isEmpty(); i++) {
            connections.remove().leave(ReasonCode.ADMINISTRATIVE_ACTION, "the listener was closed");
        }
        if (connections.isEmpty()) {
            ended.complete(count);
            return false;
        }
        return true;
    }

    @Override
    public void failed(Throwable cause) {
        ended.completeExceptionally(cause);
    }
}
