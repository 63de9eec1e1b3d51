package io.caracal.rest.broker;

import io.caracal.api.broker.PageRequest;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.Page;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which page of a list is wanted; the parameters that all lists of the broker have. */
public final class Paging {
    @QueryParam("page")
    @DefaultValue("1")
    @Describe(value = "Number of the page, counted from 1.", min = 1, max = 1_000_000)
    int page = 1;

    @QueryParam("limit")
    @DefaultValue("100")
    @Describe(value = "The most elements of the page.", min = 1, max = Page.MAX_LIMIT)
    int limit = Page.DEFAULT_LIMIT;

    @QueryParam("cursor")
    @Describe(
            "meta.cursor of the page before: the list goes on behind that page, whatever came and went since. The number of the page is not looked at then.")
    @Nullable
    String cursor;

    PageRequest request() {
        return cursor == null ? PageRequest.page(page, limit) : PageRequest.after(cursor, limit);
    }

    <T, R> CursorPage<R> answer(io.caracal.api.broker.Page<T> found, Function<T, R> form) {
        List<R> data = found.items().stream().map(form).toList();
        Long count = found.count().isPresent() ? found.count().getAsLong() : null;
        return new CursorPage<>(
                data,
                new CursorPage.Meta(
                        page,
                        limit,
                        count,
                        found.next().isPresent(),
                        found.next().orElse(null)));
    }
}
