package io.caracal.rest.broker;

import io.caracal.api.rest.Describe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that may be long.
 *
 * @param data the elements of this page
 * @param meta which page it is
 */
public record CursorPage<T>(
        @Describe("The elements of this page.") List<T> data,
        @Describe("Which page it is.") Meta meta) {
    public CursorPage {
        data = List.copyOf(data);
    }

    /** Which page it is. */
    public record Meta(
            @Describe("Number of the page, counted from 1; means nothing if a cursor was given.")
            int page,

            @Describe("The most elements that a page has.") int limit,

            @Describe("How many elements there are in all, where that is known without looking at each.") @Nullable
            Long count,

            @Describe("Whether there are more behind this page.")
            boolean hasnext,

            @Describe("Where the next page begins; absent on the last one.") @Nullable
            String cursor) {}
}
