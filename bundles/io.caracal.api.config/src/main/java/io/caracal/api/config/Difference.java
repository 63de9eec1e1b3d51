package io.caracal.api.config;

import org.jspecify.annotations.Nullable;

/**
 * A key that has another value. Lists are compared as a whole.
 *
 * @param path the key
 * @param before its value, secrets masked; null if there was none
 * @param after its value, secrets masked; null if there is none
 */
public record Difference(
        String path, @Nullable Object before, @Nullable Object after) {}
