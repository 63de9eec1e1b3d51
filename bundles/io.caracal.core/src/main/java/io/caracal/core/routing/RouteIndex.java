package io.caracal.core.routing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Routes by topic: open addressing, grows, forgets nothing. Not thread-safe. */
final class RouteIndex {
    private @Nullable Route[] slots = new Route[16];
    private int size;

    @Nullable
    Route find(ByteBuf in, int start, int length, int hash) {
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            Route route = slots[i];
            if (route == null) {
                return null;
            }
            if (route.key().hash == hash && TopicBytes.equal(route.topic(), in, start, start + length)) {
                return route;
            }
        }
    }

    @Nullable
    Route find(byte[] topic, int hash) {
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            Route route = slots[i];
            if (route == null) {
                return null;
            }
            if (route.key().hash == hash && TopicBytes.equal(route.topic(), topic, 0, topic.length)) {
                return route;
            }
        }
    }

    /** Adds a route whose topic is not here. */
    void add(Route route) {
        if (size >= slots.length >> 1) {
            @Nullable Route[] full = slots;
            slots = new Route[full.length << 1];
            for (Route known : full) {
                if (known != null) {
                    place(known);
                }
            }
        }
        place(route);
        size++;
    }

    private void place(Route route) {
        int mask = slots.length - 1;
        int i = route.key().hash & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = route;
    }
}
