package io.caracal.security.users;

import io.caracal.api.auth.Merged;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of entries that are joined to a map. */
public final class MergeCount {
    private long added;
    private long replaced;
    private long unchanged;

    /**
     * Counts an entry.
     *
     * @return whether it is to be written
     */
    public boolean differs(@Nullable String before, String after) {
        if (before == null) {
            added++;
        } else if (before.equals(after)) {
            unchanged++;
            return false;
        } else {
            replaced++;
        }
        return true;
    }

    public Merged result() {
        return new Merged(added, replaced, unchanged);
    }
}
