package io.caracal.core.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one topic filter: plain ones and groups that share. One writer at a time (whoever holds the lock of the
 * place where the filter hangs); readers take a snapshot, which the first of them after a change builds anew.
 */
final class Subscribers {
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Subscribers.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null, the only {@link Subscription}, or {@link Members}: most filters of clients of their own have one subscriber. */
    private volatile @Nullable Object plain;

    private volatile @Nullable ConcurrentHashMap<String, SharedGroup> groups;
    private volatile int version;
    private volatile boolean announced;
    private volatile @Nullable Snapshot snapshot;

    /** Rises with every change but those inside of a group, which the group's readers see by themselves. */
    int version() {
        return version;
    }

    Snapshot snapshot() {
        // Read first: a change that comes while the snapshot is built leaves it outdated, never wrongly current.
        int current = version;
        Snapshot known = snapshot;
        if (known == null || known.version() != current) {
            known = new Snapshot(current, targets(), groups());
            snapshot = known;
        }
        return known;
    }

    /** True once every route has been told to look for this filter. */
    boolean isAnnounced() {
        return announced;
    }

    void setAnnounced() {
        announced = true;
    }

    boolean isEmpty() {
        return plain == null && groups == null;
    }

    @Nullable
    SharedGroup group(String sharedFilter) {
        ConcurrentHashMap<String, SharedGroup> all = groups;
        return all == null ? null : all.get(sharedFilter);
    }

    @Nullable
    Subscription add(Subscription subscription, CurrentStrategy strategy) {
        return SharedFilter.isShared(subscription.filter())
                ? addShared(subscription, strategy)
                : addPlain(subscription);
    }

    @Nullable
    Subscription remove(String filter, Destination destination) {
        return SharedFilter.isShared(filter) ? removeShared(filter, destination) : removePlain(destination);
    }

    private @Nullable Subscription addPlain(Subscription subscription) {
        Subscription replaced =
                switch (plain) {
                    case Members members -> members.put(subscription);
                    case Subscription only
                    when only.destination() != subscription.destination() -> {
                        Members members = new Members(only);
                        members.put(subscription);
                        plain = members;
                        yield null;
                    }
                    case Subscription only -> {
                        plain = subscription;
                        yield only;
                    }
                    case null, default -> {
                        plain = subscription;
                        yield null;
                    }
                };
        changed();
        return replaced;
    }

    private @Nullable Subscription addShared(Subscription subscription, CurrentStrategy strategy) {
        ConcurrentHashMap<String, SharedGroup> all = groups;
        if (all == null) {
            all = new ConcurrentHashMap<>(2);
            groups = all;
        }
        SharedGroup group = all.get(subscription.filter());
        if (group != null) {
            return group.join(subscription);
        }
        all.put(subscription.filter(), new SharedGroup(strategy, subscription));
        changed();
        return null;
    }

    private @Nullable Subscription removePlain(Destination destination) {
        Subscription gone = null;
        Object known = plain;
        if (known instanceof Members members) {
            gone = members.remove(destination);
            if (members.size() == 0) {
                plain = null;
            }
        } else if (known instanceof Subscription only && only.destination() == destination) {
            gone = only;
            plain = null;
        }
        if (gone != null) {
            changed();
        }
        return gone;
    }

    private @Nullable Subscription removeShared(String filter, Destination destination) {
        ConcurrentHashMap<String, SharedGroup> all = groups;
        SharedGroup group = all == null ? null : all.get(filter);
        if (all == null || group == null) {
            return null;
        }
        Subscription gone = group.leave(destination);
        if (group.isEmpty()) {
            all.remove(filter);
            if (all.isEmpty()) {
                groups = null;
            }
            changed();
        }
        return gone;
    }

    private void changed() {
        VERSION.getAndAdd(this, 1);
    }

    private Target[] targets() {
        Object known = plain;
        if (known instanceof Subscription only) {
            return new Target[] {only.target()};
        }
        return known instanceof Members members ? targets(members) : Snapshot.NO_TARGETS;
    }

    private static Target[] targets(Members members) {
        int limit = members.used();
        @Nullable Subscription[] slots = members.slots();
        int used = Math.min(limit, slots.length);
        Target[] targets = new Target[used];
        int size = 0;
        for (int i = 0; i < used; i++) {
            Subscription member = Members.at(slots, i);
            if (member != null) {
                targets[size++] = member.target();
            }
        }
        return size == used ? targets : Arrays.copyOf(targets, size);
    }

    private SharedGroup[] groups() {
        ConcurrentHashMap<String, SharedGroup> all = groups;
        return all == null ? Snapshot.NO_GROUPS : all.values().toArray(Snapshot.NO_GROUPS);
    }
}
