package io.caracal.core;

import io.caracal.api.broker.PublishResult;
import io.caracal.api.store.Message;
import io.caracal.api.store.StoreState;
import io.caracal.mqtt.PacketType;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Messages to be published on one loop, in their order and in pieces. */
final class PublishBatch implements Background.Work {
    /** Each may go to many subscribers. */
    private static final int SLICE = 16;

    private final BrokerLoop loop;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    private record Pending(Message message, CompletableFuture<PublishResult> result) {}

    PublishBatch(BrokerLoop loop) {
        this.loop = loop;
    }

    /** Adds a message before the batch is begun. */
    CompletableFuture<PublishResult> add(Message message) {
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        pending.add(new Pending(message, result));
        return result;
    }

    /** Few messages need not wait for lists that others read; many take turns with them. */
    void begin() {
        if (pending.size() > SLICE) {
            loop.background.begin(this);
            return;
        }
        try {
            loop.eventLoop.execute(this::piece);
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    @Override
    public boolean piece() {
        Pending next = null;
        for (int i = 0; i < SLICE && (next = pending.poll()) != null; i++) {
            publish(next);
        }
        return !pending.isEmpty();
    }

    private void publish(Pending next) {
        try {
            publish(next.message, next.result);
        } catch (RuntimeException e) {
            next.result.completeExceptionally(e);
            throw e;
        }
    }

    private void publish(Message message, CompletableFuture<PublishResult> result) {
        Promise promise = new Promise(result);
        PendingAck.Source source = message.qos() == 0 ? null : promise;
        if (source != null && refused(message)) {
            result.complete(new PublishResult.NotKept("the store of the broker takes nothing new; the log tells why"));
            return;
        }
        loop.counters.count(Counter.MESSAGES_PUBLISH);
        if (message.retain()) {
            loop.await(loop.broker.retain(message), promise);
        }
        Session publisher = loop.sessions.get(message.publisher());
        boolean matched = loop.publishFrom(message, publisher, source);
        if (!matched) {
            loop.counters.count(Counter.MESSAGES_WITHOUT_SUBSCRIBERS);
        }
        promise.done(matched, loop.takePendingAck());
    }

    /** Before anybody has it. */
    private boolean refused(Message message) {
        if (loop.broker.sessionStore().state() == StoreState.OPEN) {
            return false;
        }
        loop.outgoing.load(message);
        boolean toStore =
                message.retain() && message.payload().length > 0 || loop.storedFor(loop.routes.get(message.topic()));
        loop.outgoing.clear();
        return toStore;
    }

    /** Where acknowledgements end that a client would get. */
    private static final class Promise implements PendingAck.Source, PendingAck.Completion {
        private final CompletableFuture<PublishResult> result;
        private @Nullable PendingAck waiting;
        private boolean matched;

        Promise(CompletableFuture<PublishResult> result) {
            this.result = result;
        }

        @Override
        public PendingAck pendingAck() {
            return new PendingAck(this, PacketType.PUBACK, 1);
        }

        void done(boolean subscribers, @Nullable PendingAck open) {
            matched = subscribers;
            waiting = open;
            if (open == null) {
                completed();
            } else {
                open.arm();
            }
        }

        @Override
        public void completed() {
            PendingAck ack = waiting;
            if (ack != null && ack.failed()) {
                result.complete(new PublishResult.NotKept("the message could not be stored; the log tells why"));
            } else {
                result.complete(matched ? new PublishResult.Delivered(id()) : new PublishResult.NoSubscribers(id()));
            }
        }

        private static String id() {
            byte[] bytes = new byte[16];
            ThreadLocalRandom.current().nextBytes(bytes);
            return HexFormat.of().withUpperCase().formatHex(bytes);
        }
    }

    @Override
    public void failed(Throwable cause) {
        pending.forEach(each -> each.result.completeExceptionally(cause));
    }
}
