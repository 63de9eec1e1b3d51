package io.caracal.api.broker;

import java.util.Optional;

/**
 * Which bans are meant: those that fulfil every condition. An empty Optional is no condition.
 *
 * @param as of that kind
 * @param who exactly that
 * @param whoPart a part of it, letter by letter
 */
public record BanQuery(Optional<Ban.Kind> as, Optional<String> who, Optional<String> whoPart) {
    /** Every ban. */
    public static final BanQuery ALL = new BanQuery(Optional.empty(), Optional.empty(), Optional.empty());
}
