package io.caracal.core;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Of any number of keys that come in any order, keeps the least ones behind a given one. Keys are compared byte by byte. */
final class LeastKeys implements Consumer<byte[]> {
    private final byte @Nullable [] after;
    private final int most;
    private final PriorityQueue<byte[]> least = new PriorityQueue<>((a, b) -> Arrays.compareUnsigned(b, a));

    /** @param after null for the beginning */
    LeastKeys(byte @Nullable [] after, int most) {
        this.after = after;
        this.most = most;
    }

    @Override
    public void accept(byte[] key) {
        if (after != null && Arrays.compareUnsigned(key, after) <= 0) {
            return;
        }
        byte[] greatest = least.peek();
        if (least.size() < most) {
            least.add(key);
        } else if (greatest != null && Arrays.compareUnsigned(key, greatest) < 0) {
            least.poll();
            least.add(key);
        }
    }

    List<byte[]> inOrder() {
        return least.stream().sorted(Arrays::compareUnsigned).toList();
    }
}
