package io.caracal.api.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param data the elements of this page
 * @param meta which page it is
 */
public record Page<T>(List<T> data, Meta meta) {
    /** The size of a page if the caller says nothing. */
    public static final int DEFAULT_LIMIT = 100;

    /** The largest page. */
    public static final int MAX_LIMIT = 10_000;

    public Page {
        data = List.copyOf(data);
    }

    /**
     * @param page counted from 1
     * @param limit the most elements a page has
     * @param count of all elements; absent where it is not known without going through them all
     * @param hasnext whether a further page has elements
     */
    public record Meta(int page, int limit, @Nullable Long count, boolean hasnext) {}

    /**
     * Cuts a page out of a list that is all there.
     *
     * @throws RestException if {@code page} or {@code limit} are out of range
     */
    public static <T> Page<T> of(List<T> all, int page, int limit) {
        long from = offset(page, limit);
        int start = (int) Math.min(from, all.size());
        int end = (int) Math.min(from + limit, all.size());
        return new Page<>(all.subList(start, end), new Meta(page, limit, (long) all.size(), end < all.size()));
    }

    /**
     * How many elements come before this page.
     *
     * @throws RestException if {@code page} or {@code limit} are out of range
     */
    public static long offset(int page, int limit) {
        if (page < 1) {
            throw RestException.badRequest("page: given " + page + ", expected a whole number of at least 1");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw RestException.badRequest(
                    "limit: given " + limit + ", expected a whole number from 1 to " + MAX_LIMIT);
        }
        return (page - 1L) * limit;
    }
}
