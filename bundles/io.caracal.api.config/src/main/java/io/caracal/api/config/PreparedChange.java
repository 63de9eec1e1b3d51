package io.caracal.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/** A change that is ready to be put into force. Exactly one of the two methods is called, once. */
@ConsumerType
public interface PreparedChange {
    /** A change for which nothing needs to be done. */
    PreparedChange NOTHING = of(() -> {}, () -> {});

    /**
     * Puts the change into force. It must not fail: the change is stored already, and other owners may have committed. What can
     * fail belongs into {@link SectionOwner#prepare}. An exception is logged as a fault of the bundle and changes nothing.
     *
     * <p>Resources of the predecessor are given back here. What takes long (waiting for calls under way) goes to the background.
     */
    void commit();

    /** Gives back what was acquired; the settings in force stay. Must not fail. */
    void abort();

    /** A prepared change of two actions. */
    static PreparedChange of(Runnable commit, Runnable abort) {
        return new PreparedChange() {
            @Override
            public void commit() {
                commit.run();
            }

            @Override
            public void abort() {
                abort.run();
            }
        };
    }

    /** A prepared change that holds nothing, so that there is nothing to give back. */
    static PreparedChange of(Runnable commit) {
        return of(commit, () -> {});
    }
}
