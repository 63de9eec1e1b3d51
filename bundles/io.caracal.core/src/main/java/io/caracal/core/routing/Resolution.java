package io.caracal.core.routing;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** What a topic was found to match, and with what result. Immutable. */
final class Resolution {
    static final Subscribers[] NO_FILTERS = {};
    static final Resolution NONE =
            new Resolution(-1, -1, null, NO_FILTERS, new Snapshot[0], Snapshot.NO_TARGETS, Snapshot.NO_GROUPS);

    final long exactVersion;
    final long wildcardVersion;
    final @Nullable Subscribers exact;
    final Subscribers[] wildcards;
    final Target[] targets;
    final SharedGroup[] groups;

    /** Of the wildcard filters in their order, then of the exact one. */
    private final Snapshot[] snapshots;

    private Resolution(
            long exactVersion,
            long wildcardVersion,
            @Nullable Subscribers exact,
            Subscribers[] wildcards,
            Snapshot[] snapshots,
            Target[] targets,
            SharedGroup[] groups) {
        this.exactVersion = exactVersion;
        this.wildcardVersion = wildcardVersion;
        this.exact = exact;
        this.wildcards = wildcards;
        this.snapshots = snapshots;
        this.targets = targets;
        this.groups = groups;
    }

    boolean isCurrent(RoutingTable table) {
        if (exactVersion != table.exactVersion() || wildcardVersion != table.wildcardVersion()) {
            return false;
        }
        for (int i = 0; i < wildcards.length; i++) {
            if (wildcards[i].version() != snapshots[i].version()) {
                return false;
            }
        }
        return exact == null || exact.version() == snapshots[wildcards.length].version();
    }

    /** True if it holds many targets that it does not share with other topics. */
    boolean isLarge() {
        if (targets.length <= LargeMerges.SMALL) {
            return false;
        }
        for (Snapshot snapshot : snapshots) {
            if (snapshot.targets() == targets) {
                return false;
            }
        }
        return true;
    }

    /** The same with other matches; what has not changed is kept. */
    Resolution with(
            long newExactVersion, long newWildcardVersion, @Nullable Subscribers newExact, Subscribers[] newWildcards) {
        Snapshot[] fresh = new Snapshot[newWildcards.length + (newExact == null ? 0 : 1)];
        for (int i = 0; i < newWildcards.length; i++) {
            fresh[i] = newWildcards[i].snapshot();
        }
        if (newExact != null) {
            fresh[newWildcards.length] = newExact.snapshot();
        }
        boolean same = same(fresh);
        return new Resolution(
                newExactVersion,
                newWildcardVersion,
                newExact,
                newWildcards,
                fresh,
                same ? targets : mergeTargets(fresh),
                same ? groups : mergeGroups(fresh));
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot is itself
    private boolean same(Snapshot[] fresh) {
        boolean same = fresh.length == snapshots.length;
        for (int i = 0; same && i < fresh.length; i++) {
            same = fresh[i] == snapshots[i];
        }
        return same;
    }

    /** One filter's array is taken as it is, so that many topics under one wildcard share it. */
    private static Target[] mergeTargets(Snapshot[] snapshots) {
        Target[] only = Snapshot.NO_TARGETS;
        int size = 0;
        for (Snapshot snapshot : snapshots) {
            if (snapshot.targets().length > 0) {
                only = snapshot.targets();
                size += only.length;
            }
        }
        if (size == only.length) {
            return only;
        }
        IdentityHashMap<Destination, Target> merged = new IdentityHashMap<>(size);
        for (Snapshot snapshot : snapshots) {
            for (Target target : snapshot.targets()) {
                merged.merge(target.destination(), target, Target::and);
            }
        }
        return merged.values().toArray(Snapshot.NO_TARGETS);
    }

    private static SharedGroup[] mergeGroups(Snapshot[] snapshots) {
        SharedGroup[] all = Snapshot.NO_GROUPS;
        for (Snapshot snapshot : snapshots) {
            SharedGroup[] more = snapshot.groups();
            if (all.length == 0) {
                all = more;
            } else if (more.length > 0) {
                int size = all.length;
                all = Arrays.copyOf(all, size + more.length);
                System.arraycopy(more, 0, all, size, more.length);
            }
        }
        return all;
    }
}
