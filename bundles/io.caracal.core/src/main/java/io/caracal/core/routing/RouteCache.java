package io.caracal.core.routing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the topics that one event loop published to of late, found by the bytes of a packet in place. Not thread-safe.
 *
 * <p>Bounded: routes live in a young and an old generation. When the young one is full, it becomes the old one and what was old
 * and not used since is forgotten.
 */
public final class RouteCache {
    /** A topic counts as one entry for each of so many bytes, so that long topics do not fill the memory. */
    private static final int BYTES_AN_ENTRY = 128;

    private final RoutingTable table;
    private final int generationSize;
    private RouteIndex young = new RouteIndex();
    private RouteIndex old = new RouteIndex();
    private int weight;

    /** @param maxEntries how many topics are remembered at most, at least 2 */
    public RouteCache(RoutingTable table, int maxEntries) {
        if (maxEntries < 2) {
            throw new IllegalArgumentException("maxEntries is " + maxEntries + ", expected 2 or more");
        }
        this.table = table;
        this.generationSize = maxEntries / 2;
    }

    /** The route of the topic whose name lies in a buffer; positions are absolute. */
    public Route get(ByteBuf in, int start, int length) {
        int hash = TopicBytes.hash(in, start, start + length);
        Route known = find(in, start, length, hash);
        if (known != null) {
            return known;
        }
        byte[] topic = new byte[length];
        in.getBytes(start, topic);
        return remember(new Route(table, new TopicKey(topic, hash)));
    }

    /** Like {@link #get(ByteBuf, int, int)}, but null for a topic that is not known, so that the caller can check its name first. */
    public @Nullable Route peek(ByteBuf in, int start, int length) {
        return find(in, start, length, TopicBytes.hash(in, start, start + length));
    }

    /** The route of a topic; the array belongs to the cache from now on if it is not known yet. */
    public Route get(byte[] topic) {
        int hash = TopicBytes.hash(topic, 0, topic.length);
        Route known = young.find(topic, hash);
        if (known != null) {
            return known;
        }
        known = old.find(topic, hash);
        return remember(known != null ? known : new Route(table, new TopicKey(topic, hash)));
    }

    /** Adds a topic that {@link #peek} did not know; the array belongs to the cache from now on. */
    public Route add(byte[] topic) {
        return get(topic);
    }

    private @Nullable Route find(ByteBuf in, int start, int length, int hash) {
        Route known = young.find(in, start, length, hash);
        if (known != null) {
            return known;
        }
        known = old.find(in, start, length, hash);
        return known == null ? null : remember(known);
    }

    private Route remember(Route route) {
        int more = 1 + route.topic().length / BYTES_AN_ENTRY;
        if (weight + more > generationSize && weight > 0) {
            old = young;
            young = new RouteIndex();
            weight = 0;
        }
        weight += more;
        young.add(route);
        return route;
    }
}
