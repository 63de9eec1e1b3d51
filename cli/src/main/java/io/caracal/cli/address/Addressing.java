package io.caracal.cli.address;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the arguments say about the broker that is meant; null where they are silent. */
public record Addressing(
        @Nullable String url,
        @Nullable String apiKey,
        @Nullable String context,
        @Nullable Path data,
        @Nullable Path certificates) {}
