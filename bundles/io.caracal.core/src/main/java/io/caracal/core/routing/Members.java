package io.caracal.core.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions in the order in which they came, one a destination. Joining and leaving is O(1) amortised. One writer at a time
 * (the owner locks); readers take the slots at any time, without a lock, and skip the gaps that members left behind.
 */
final class Members {
    /** Up to here a gap is closed at once, and a member is found by looking at all of them. */
    private static final int FEW = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Subscription[].class);

    private volatile @Nullable Subscription[] slots;
    private volatile int used;
    private int size;
    private @Nullable IdentityHashMap<Destination, Integer> positions;

    Members(Subscription first) {
        slots = new Subscription[] {first};
        used = 1;
        size = 1;
    }

    int size() {
        return size;
    }

    /**
     * How many slots may hold members. Readers take this first and the slots then: members only ever move downwards, so one that
     * is here all the time is found below this number in every later array. The other way round it could be missed.
     */
    int used() {
        return used;
    }

    /** The slots, of which those below {@link #used}, read before, are looked at; the array may be shorter. */
    @Nullable
    Subscription[] slots() {
        return slots;
    }

    static @Nullable Subscription at(@Nullable Subscription[] slots, int position) {
        return (Subscription) SLOT.getAcquire(slots, position);
    }

    /** Adds a member or puts it in the place of what the same destination had; returns that. */
    @Nullable
    Subscription put(Subscription member) {
        int position = position(member.destination());
        if (position >= 0) {
            Subscription before = slots[position];
            SLOT.setRelease(slots, position, member);
            return before;
        }
        int next = used;
        if (next == slots.length) {
            Subscription[] larger = new Subscription[next < FEW ? next * 2 : next + next / 2];
            System.arraycopy(slots, 0, larger, 0, next);
            slots = larger;
        }
        SLOT.setRelease(slots, next, member);
        used = next + 1;
        size++;
        if (positions != null) {
            positions.put(member.destination(), next);
        } else if (size > FEW) {
            positions = index(slots, used);
        }
        return null;
    }

    @Nullable
    Subscription remove(Destination destination) {
        int position = position(destination);
        if (position < 0) {
            return null;
        }
        Subscription gone = slots[position];
        size--;
        if (positions != null) {
            positions.remove(destination);
        }
        // Few gaps: whoever picks a slot by a number, as shared subscriptions do, must find nearly every slot taken.
        if (size <= FEW || used - size > used / 8) {
            compact(position);
        } else {
            SLOT.setRelease(slots, position, null);
        }
        return gone;
    }

    /** Makes a new array; the old one stays as it is for those who still read it. */
    private void compact(int without) {
        Subscription[] dense = new Subscription[Math.max(size, 1)];
        int next = 0;
        for (int i = 0; i < used; i++) {
            Subscription member = slots[i];
            if (member != null && i != without) {
                dense[next++] = member;
            }
        }
        slots = dense;
        used = next;
        positions = size > FEW ? index(dense, next) : null;
    }

    private int position(Destination destination) {
        if (positions != null) {
            Integer position = positions.get(destination);
            return position == null ? -1 : position;
        }
        for (int i = 0; i < used; i++) {
            Subscription member = slots[i];
            if (member != null && member.destination() == destination) {
                return i;
            }
        }
        return -1;
    }

    private static IdentityHashMap<Destination, Integer> index(@Nullable Subscription[] slots, int used) {
        IdentityHashMap<Destination, Integer> index = new IdentityHashMap<>(used + used / 2);
        for (int i = 0; i < used; i++) {
            Subscription member = slots[i];
            if (member != null) {
                index.put(member.destination(), i);
            }
        }
        return index;
    }
}
