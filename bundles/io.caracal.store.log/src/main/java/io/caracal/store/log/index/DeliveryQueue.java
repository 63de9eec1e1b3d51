package io.caracal.store.log.index;

import io.caracal.store.log.format.Traits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one session by their sequence. They come at the end and mostly go at the beginning, but may do both anywhere; what it costs does not
 * depend on how many there are. {@link #find} goes to one of them, and the other methods then speak of that one.
 */
public final class DeliveryQueue {
    private static final @Nullable DeliveryBlock[] NOTHING = {};

    private @Nullable DeliveryBlock[] blocks = NOTHING;
    private int from;
    private int to;
    private int size;

    private int foundBlock;
    private int foundAt;

    /** What is known of a delivery besides its place: the packet identifier, QoS, and two flags, in one int. */
    public static final class State {
        private static final int QOS_SHIFT = 16;
        private static final int RETAIN = 1 << 18;
        private static final int RECEIVED = 1 << 19;

        private State() {}

        public static int of(int qos, boolean retain, int packetId) {
            return packetId | qos << QOS_SHIFT | (retain ? RETAIN : 0);
        }

        public static int received(int state) {
            return state | RECEIVED;
        }

        public static int sent(int state, int packetId) {
            return state & ~0xffff | packetId;
        }

        public static int packetId(int state) {
            return state & 0xffff;
        }

        public static int qos(int state) {
            return state >>> QOS_SHIFT & 3;
        }

        public static boolean retain(int state) {
            return (state & RETAIN) != 0;
        }

        public static boolean isReceived(int state) {
            return (state & RECEIVED) != 0;
        }
    }

    /** Called for one delivery after the other. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long sequence, long place, int state, Traits traits);
    }

    public int size() {
        return size;
    }

    /** Goes to a delivery; false if it is not there, and then to where it would be added. */
    public boolean find(long sequence) {
        if (size == 0) {
            foundBlock = from;
            foundAt = 0;
            return false;
        }
        int last = to - 1;
        if (sequence > block(last).last()) {
            foundBlock = last;
            foundAt = block(last).size();
            return false;
        }
        foundBlock = blockOf(sequence);
        int at = block(foundBlock).search(sequence);
        foundAt = at < 0 ? ~at : at;
        return at >= 0;
    }

    /** The last block that begins at a sequence or before it, or the first one. */
    private int blockOf(long sequence) {
        int low = from;
        int high = to - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (block(middle).first() <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Adds a delivery that {@link #find} has just not found, and is at it then. */
    public void add(long sequence, long place, int state) {
        if (size == 0) {
            appendBlock(from, new DeliveryBlock());
        } else if (block(foundBlock).isFull()) {
            makeRoom();
        }
        block(foundBlock).insert(foundAt, sequence, place, state);
        size++;
    }

    private void makeRoom() {
        DeliveryBlock full = block(foundBlock);
        if (foundBlock == to - 1 && foundAt == full.size()) {
            appendBlock(to, new DeliveryBlock());
            foundBlock = to - 1;
            foundAt = 0;
            return;
        }
        appendBlock(foundBlock + 1, full.split());
        if (foundAt > block(foundBlock).size()) {
            foundAt -= block(foundBlock).size();
            foundBlock++;
        }
    }

    /** May move all blocks, and {@link #foundBlock} with them. */
    private void appendBlock(int at, DeliveryBlock block) {
        int index = at;
        if (to == blocks.length) {
            int count = to - from;
            @Nullable
            DeliveryBlock[] roomy =
                    count < blocks.length / 2 ? blocks : new @Nullable DeliveryBlock[Math.max(1, count * 2)];
            System.arraycopy(blocks, from, roomy, 0, count);
            if (roomy == blocks) {
                Arrays.fill(roomy, count, to, null);
            }
            blocks = roomy;
            index -= from;
            foundBlock -= from;
            to = count;
            from = 0;
        }
        System.arraycopy(blocks, index, blocks, index + 1, to - index);
        blocks[index] = block;
        to++;
    }

    /** Where the message is, or the record that says that it is not needed any more. */
    public long place() {
        return block(foundBlock).place(foundAt);
    }

    /** See {@link State}. */
    public int state() {
        return block(foundBlock).state(foundAt);
    }

    public void set(long place, int state) {
        block(foundBlock).set(foundAt, place, state);
    }

    public void traits(Traits traits) {
        block(foundBlock).traits(foundAt, traits);
    }

    public void remove() {
        DeliveryBlock block = block(foundBlock);
        block.remove(foundAt);
        size--;
        if (size == 0) {
            blocks = NOTHING;
            from = 0;
            to = 0;
        } else if (block.size() == 0) {
            removeBlock();
        }
    }

    private void removeBlock() {
        if (foundBlock == from) {
            blocks[from++] = null;
        } else {
            System.arraycopy(blocks, foundBlock + 1, blocks, foundBlock, to - foundBlock - 1);
            blocks[--to] = null;
        }
    }

    public void forEach(Visitor visitor) {
        for (int i = from; i < to; i++) {
            DeliveryBlock block = block(i);
            for (int at = 0; at < block.size(); at++) {
                visitor.visit(block.sequence(at), block.place(at), block.state(at), block.traits(at));
            }
        }
    }

    /** What was needed to hand the queue out; the log still has it. */
    public void forgetTraits() {
        for (int i = from; i < to; i++) {
            block(i).forgetTraits();
        }
    }

    private DeliveryBlock block(int index) {
        DeliveryBlock block = blocks[index];
        if (block == null) {
            throw new IllegalStateException("no block between the first and the last");
        }
        return block;
    }
}
