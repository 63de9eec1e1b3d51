package io.caracal.plugins;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish that a plugin be installed: what is asked for now, and what was asked for when it was last good. Who asks for
 * something unusable keeps what there was; that is the automatic way back.
 */
class Claim {
    private final String origin;
    private @Nullable PluginUnit candidate;
    private @Nullable PluginUnit deferred;
    private @Nullable PluginUnit accepted;
    private @Nullable PluginUnit last;
    private String refusal = "";
    private final Set<String> reported = new HashSet<>();

    /**
     * @param origin for the log: {@code file=a.jar}
     */
    Claim(String origin) {
        this.origin = origin;
    }

    final String origin() {
        return origin;
    }

    /** Asks for something else from now on; null for what cannot be read. */
    final void ask(@Nullable PluginUnit unit) {
        candidate = unit;
        deferred = null;
        refusal = "";
        last = unit == null ? last : unit;
    }

    /** What shall be installed on behalf of it. */
    final Optional<PluginUnit> wish() {
        return Optional.ofNullable(candidate != null ? candidate : accepted);
    }

    /** What it asked for last, though it may have been refused. */
    final Optional<PluginUnit> last() {
        return Optional.ofNullable(last);
    }

    /** Why what it asked for last was refused; empty if it was not. */
    final String refusal() {
        return refusal;
    }

    final void accept() {
        if (candidate != null) {
            accepted = candidate;
            candidate = null;
            refusal = "";
        }
    }

    /**
     * Gives up what is asked for now.
     *
     * @param again keep it for {@link #retry()}
     */
    final void refuse(boolean again, String reason) {
        PluginUnit refused = candidate != null ? candidate : accepted;
        if (candidate == null) {
            accepted = null;
        }
        candidate = null;
        deferred = again ? refused : null;
        refusal = reason;
    }

    /** Notes why it cannot even be read what it asks for. */
    final void unreadable(String reason) {
        refusal = reason;
    }

    /** Something else has changed: what failed for want of it may work now. */
    final void retry() {
        if (deferred != null) {
            candidate = deferred;
            deferred = null;
        }
    }

    /** The units that it may still need. */
    final Stream<PluginUnit> units() {
        return Stream.of(Optional.ofNullable(candidate), Optional.ofNullable(deferred), Optional.ofNullable(accepted))
                .flatMap(Optional::stream);
    }

    /** True the first time that this is to be said about the present content. */
    final boolean news(String text) {
        return reported.add(text);
    }

    /** The content has changed, and all is to be said again. */
    final void forgetNews() {
        reported.clear();
    }
}
