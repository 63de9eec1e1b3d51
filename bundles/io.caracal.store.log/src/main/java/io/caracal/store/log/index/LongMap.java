package io.caracal.store.log.index;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Values by positive numbers, without an object for each number: open addressing, at most half full. */
final class LongMap<V> {
    private long[] keys = new long[16];
    private @Nullable Object[] values = new @Nullable Object[16];
    private int size;

    @SuppressWarnings("unchecked") // only values of this type are put
    @Nullable
    V get(long key) {
        return (V) values[slot(key)];
    }

    void put(long key, V value) {
        int slot = slot(key);
        if (values[slot] == null && ++size > keys.length / 2) {
            grow();
            slot = slot(key);
        }
        keys[slot] = key;
        values[slot] = value;
    }

    /** Moves those that follow up, so that nothing has to mark where one was. */
    void remove(long key) {
        int gap = slot(key);
        if (values[gap] == null) {
            return;
        }
        size--;
        int mask = keys.length - 1;
        for (int at = gap + 1 & mask; values[at] != null; at = at + 1 & mask) {
            int home = home(keys[at]);
            if ((at - home & mask) >= (at - gap & mask)) {
                keys[gap] = keys[at];
                values[gap] = values[at];
                gap = at;
            }
        }
        values[gap] = null;
    }

    @SuppressWarnings("unchecked")
    void forEach(Consumer<V> action) {
        for (Object value : values) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    int size() {
        return size;
    }

    /** Where the key is, or would be. */
    private int slot(long key) {
        int at = home(key);
        while (values[at] != null && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private int home(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & keys.length - 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new @Nullable Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
