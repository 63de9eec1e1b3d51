package io.caracal.core.limits;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of one listener or zone, and how much of them is used. */
record Shared(
        RateSettings settings,
        @Nullable Allowance connections,
        @Nullable Allowance messages,
        @Nullable Allowance bytes) {
    static Shared of(RateSettings settings) {
        return new Shared(
                settings,
                Allowance.of(settings.connections(), settings.connectionsBurst()),
                Allowance.of(settings.totalMessages(), Optional.empty()),
                Allowance.of(settings.totalBytes(), Optional.empty()));
    }
}
