package io.caracal.core.routing;

/** What a message that matches a filter goes to, as of one version of the filter's subscribers. Identity semantics. */
final class Snapshot {
    static final Target[] NO_TARGETS = {};
    static final SharedGroup[] NO_GROUPS = {};

    private final int version;
    private final Target[] targets;
    private final SharedGroup[] groups;

    Snapshot(int version, Target[] targets, SharedGroup[] groups) {
        this.version = version;
        this.targets = targets;
        this.groups = groups;
    }

    int version() {
        return version;
    }

    Target[] targets() {
        return targets;
    }

    SharedGroup[] groups() {
        return groups;
    }

    boolean isEmpty() {
        return targets.length == 0 && groups.length == 0;
    }
}
