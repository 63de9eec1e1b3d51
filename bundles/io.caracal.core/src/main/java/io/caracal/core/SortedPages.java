package io.caracal.core;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Pages of a list that is there as a whole; the cursor is the key of the last entry. Sorting is no work for an event loop. */
final class SortedPages {
    private SortedPages() {}

    static <T> Page<T> of(List<T> all, Function<T, String> key, PageRequest request) {
        List<T> sorted = all.stream().sorted(Comparator.comparing(key)).toList();
        List<T> rest = request.cursor().isEmpty()
                ? sorted.subList((int) Math.min(request.offset(), sorted.size()), sorted.size())
                : sorted.stream()
                        .dropWhile(item ->
                                key.apply(item).compareTo(request.cursor().get()) <= 0)
                        .toList();
        List<T> items = rest.subList(0, Math.min(request.limit(), rest.size()));
        Optional<String> next = items.size() < rest.size() ? Optional.of(key.apply(items.getLast())) : Optional.empty();
        return new Page<>(items, next, OptionalLong.of(sorted.size()));
    }
}
