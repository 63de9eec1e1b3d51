package io.caracal.core.routing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A whole topic name, or a filter without wildcards, as the key of a map. */
final class TopicKey {
    final byte[] bytes;
    final int hash;

    TopicKey(byte[] bytes) {
        this(bytes, TopicBytes.hash(bytes, 0, bytes.length));
    }

    TopicKey(byte[] bytes, int hash) {
        this.bytes = bytes;
        this.hash = hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
