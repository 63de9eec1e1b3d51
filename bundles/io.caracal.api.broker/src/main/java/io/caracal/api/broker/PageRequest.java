package io.caracal.api.broker;

import java.util.Optional;

/**
 * Which part of a list is wanted. By a cursor, the list goes on behind the last entry of an earlier page: whoever follows the cursors
 * sees every entry that is there all the time once and only once, whatever comes and goes meanwhile. By an offset, entries are skipped
 * from the beginning: what comes and goes between two pages moves the others.
 *
 * @param cursor {@link Page#next()} of the page before; if present the offset is not looked at
 * @param offset how many entries that match are left out at the beginning
 * @param limit the most entries of the page, from 1 to {@value #MAX_LIMIT}
 */
public record PageRequest(Optional<String> cursor, long offset, int limit) {
    /** The most entries that one page may have. */
    public static final int MAX_LIMIT = 10_000;

    /** @throws InvalidRequestException if a number is out of its range */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit is from 1 to " + MAX_LIMIT + ", not " + limit);
        }
        if (offset < 0) {
            throw new InvalidRequestException("an offset is 0 or more, not " + offset);
        }
    }

    /** The beginning of a list. */
    public static PageRequest first(int limit) {
        return new PageRequest(Optional.empty(), 0, limit);
    }

    /** A page by its number. @param page from 1 on */
    public static PageRequest page(int page, int limit) {
        if (page < 1) {
            throw new InvalidRequestException("page is 1 or more, not " + page);
        }
        return new PageRequest(Optional.empty(), (page - 1L) * limit, limit);
    }

    /** The page behind another. @param cursor its {@link Page#next()} */
    public static PageRequest after(String cursor, int limit) {
        return new PageRequest(Optional.of(cursor), 0, limit);
    }
}
