package io.caracal.itests.crash.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** SUBSCRIBE and UNSUBSCRIBE packets that wait for their answers. Not thread-safe. */
final class Requests {
    private final PacketIds ids;
    private final Map<Integer, Request> waiting = new HashMap<>();

    Requests(PacketIds ids) {
        this.ids = ids;
    }

    /**
     * One of them.
     *
     * @param answered what is to be done when it is acknowledged, with the last byte of the answer
     */
    record Request(CompletableFuture<Void> done, java.util.function.IntConsumer answered) {}

    void add(int packetId, Request request) {
        waiting.put(packetId, request);
    }

    void answered(int packetId, int lastByte) {
        Request request = remove(packetId);
        if (request != null) {
            request.answered().accept(lastByte);
            request.done().complete(null);
        }
    }

    /** No answer will come any more. */
    void lost() {
        for (int packetId : waiting.keySet().toArray(Integer[]::new)) {
            Request request = remove(packetId);
            if (request != null) {
                request.done().completeExceptionally(new IOException("the connection is lost"));
            }
        }
    }

    private @Nullable Request remove(int packetId) {
        ids.free(packetId);
        return waiting.remove(packetId);
    }
}
