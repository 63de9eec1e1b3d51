package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Pages of lists whose cursor is the key of the last entry and which are read up to the end of the page. */
final class OffsetPages {
    private static final int FARTHEST = 100_000_000;

    private OffsetPages() {}

    /** How many entries are to be read before those of the page. */
    static int skip(PageRequest page) {
        if (page.cursor().isPresent()) {
            return 0;
        }
        if (page.offset() > FARTHEST) {
            throw new InvalidRequestException(
                    "no list has more than " + FARTHEST + " entries; the page begins behind " + page.offset());
        }
        return (int) page.offset();
    }

    /** @param found the entries of the page, and one more if there is one */
    static <T> Page<T> of(List<T> found, Function<T, String> key, PageRequest page, OptionalLong count) {
        List<T> items = found.subList(0, Math.min(page.limit(), found.size()));
        boolean more = items.size() < found.size();
        return new Page<>(items, more ? Optional.of(key.apply(items.getLast())) : Optional.empty(), count);
    }
}
