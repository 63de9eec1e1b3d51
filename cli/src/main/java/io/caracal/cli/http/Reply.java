package io.caracal.cli.http;

import io.caracal.cli.json.Node;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was read as a whole.
 *
 * @param content what it says; not there for an answer without a body
 * @param revision the header {@code ETag}
 */
public record Reply(Node content, @Nullable String revision) {}
