package io.caracal.api.broker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of a list.
 *
 * @param items the entries in the list's order, at most as many as were asked for
 * @param next where the next page begins, present if and only if there is at least one more entry that matches; not to be interpreted,
 *     valid as long as the broker runs
 * @param count how many entries match in all, as far as that is known without looking at every one of them: for lists without a filter,
 *     and when this page is the last
 */
public record Page<T>(List<T> items, Optional<String> next, OptionalLong count) {
    public Page {
        items = List.copyOf(items);
    }
}
