package io.caracal.store.log.format;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only some deliveries have.
 *
 * @param identifiers Subscription Identifiers
 * @param share the filter of the shared subscription, or null
 */
public record Traits(int[] identifiers, @Nullable String share) {
    /** Those of most deliveries. */
    public static final Traits NONE = new Traits(new int[0], null);

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Traits(int[] theirs, String filter)
                && Arrays.equals(identifiers, theirs)
                && Objects.equals(share, filter);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(identifiers) + Objects.hashCode(share);
    }
}
