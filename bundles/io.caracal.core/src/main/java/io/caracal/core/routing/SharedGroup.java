package io.caracal.core.routing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that share one subscription: each message goes to one of them (MQTT 5.0, section 4.8.2). Sessions stay members
 * while they are not connected. Any thread may pick, without a lock.
 */
public final class SharedGroup {
    private final CurrentStrategy strategy;
    private final String filter;
    private final Members members;
    private final AtomicInteger cursor = new AtomicInteger();
    private volatile @Nullable Sticky sticky;

    /** The chosen member and the slot where it was last seen. */
    private record Sticky(Destination destination, int position) {}

    SharedGroup(CurrentStrategy strategy, Subscription first) {
        this.strategy = strategy;
        this.filter = first.filter();
        this.members = new Members(first);
    }

    /** The filter as the clients sent it: {@code $share/name/filter}. */
    public String filter() {
        return filter;
    }

    /**
     * Chooses the member that gets a message: by the strategy among those that are available; if none is, one that is not (it
     * queues the message).
     *
     * @param publisherClientId who published it
     * @param topic the topic name in UTF-8
     * @param not a member to leave out if there is any other, for example the one that just gave the message back
     * @return the member, or null if the group has lost its last one meanwhile
     */
    public @Nullable Target pick(String publisherClientId, byte[] topic, @Nullable Destination not) {
        Subscription picked =
                switch (strategy.get()) {
                    case RANDOM, LOCAL -> from(ThreadLocalRandom.current().nextInt(), not);
                    case HASH_CLIENTID -> from(spread(publisherClientId.hashCode()), not);
                    case HASH_TOPIC -> from(TopicBytes.hash(topic, 0, topic.length), not);
                    case ROUND_ROBIN -> next(not);
                    case STICKY -> same(not);
                };
        return picked == null ? null : picked.target();
    }

    /** Whether there is a member of a kind. */
    public boolean any(Predicate<Destination> kind) {
        int limit = members.used();
        @Nullable Subscription[] slots = members.slots();
        for (int i = 0; i < Math.min(limit, slots.length); i++) {
            Subscription member = Members.at(slots, i);
            if (member != null && kind.test(member.destination())) {
                return true;
            }
        }
        return false;
    }

    // Writers: under the lock of the filter.

    @Nullable
    Subscription join(Subscription subscription) {
        return members.put(subscription);
    }

    @Nullable
    Subscription leave(Destination destination) {
        return members.remove(destination);
    }

    boolean isEmpty() {
        return members.size() == 0;
    }

    private @Nullable Subscription from(int number, @Nullable Destination not) {
        while (true) {
            int limit = members.used();
            @Nullable Subscription[] slots = members.slots();
            int used = Math.min(limit, slots.length);
            int found = used == 0 ? -1 : search(slots, used, Integer.remainderUnsigned(number, used), not);
            if (found < 0) {
                return null;
            }
            Subscription member = Members.at(slots, found);
            if (member != null) {
                return member;
            }
            // It left in this moment: once more, among those that are still there.
        }
    }

    private @Nullable Subscription next(@Nullable Destination not) {
        while (true) {
            int limit = members.used();
            @Nullable Subscription[] slots = members.slots();
            int used = Math.min(limit, slots.length);
            if (used == 0) {
                return null;
            }
            int turn = cursor.get();
            int found = search(slots, used, turn < used ? turn : 0, not);
            if (found < 0) {
                return null;
            }
            Subscription member = Members.at(slots, found);
            // Whoever loses the race for this turn takes the next one.
            if (member != null && cursor.compareAndSet(turn, found + 1)) {
                return member;
            }
        }
    }

    private @Nullable Subscription same(@Nullable Destination not) {
        Sticky last = sticky;
        if (last != null && last.destination != not && last.destination.available()) {
            Subscription member = find(last);
            if (member != null) {
                return member;
            }
        }
        Subscription chosen = from(ThreadLocalRandom.current().nextInt(), not);
        sticky = chosen == null ? null : new Sticky(chosen.destination(), 0);
        return chosen;
    }

    private @Nullable Subscription find(Sticky wanted) {
        int limit = members.used();
        @Nullable Subscription[] slots = members.slots();
        int used = Math.min(limit, slots.length);
        for (int i = 0, at = wanted.position; i < used; i++, at++) {
            int position = at < used ? at : at % used;
            Subscription member = Members.at(slots, position);
            if (member != null && member.destination() == wanted.destination) {
                if (position != wanted.position) {
                    sticky = new Sticky(wanted.destination, position);
                }
                return member;
            }
        }
        return null;
    }

    /**
     * The first available member from a slot on, round the ring; else the first that is there; else the one to leave out; else -1.
     */
    private static int search(@Nullable Subscription[] slots, int used, int start, @Nullable Destination not) {
        int queueing = -1;
        int last = -1;
        for (int i = 0, at = start; i < used; i++, at = at + 1 == used ? 0 : at + 1) {
            Subscription member = Members.at(slots, at);
            if (member == null) {
                continue;
            }
            if (member.destination() == not) {
                last = at;
            } else if (member.destination().available()) {
                return at;
            } else if (queueing < 0) {
                queueing = at;
            }
        }
        return queueing >= 0 ? queueing : last;
    }

    /** Client identifiers often differ in their last characters only. */
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
