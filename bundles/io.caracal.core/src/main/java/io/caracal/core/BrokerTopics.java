package io.caracal.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import io.caracal.api.broker.Topics;
import io.caracal.core.routing.RoutingTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The topic filters of the routing table, which anybody may read without a lock. */
final class BrokerTopics implements Topics {
    private final RoutingTable routing;
    private final Listings listings;

    BrokerTopics(RoutingTable routing, Listings listings) {
        this.routing = routing;
        this.listings = listings;
    }

    @Override
    public CompletionStage<Page<String>> list(Optional<String> filter, PageRequest page) {
        if (filter.isPresent()) {
            List<String> found = routing.hasFilter(filter.get()) ? List.of(filter.get()) : List.of();
            return CompletableFuture.completedFuture(SortedPages.of(found, name -> name, page));
        }
        return listings.read(() -> read(page));
    }

    private Page<String> read(PageRequest page) {
        int skip = OffsetPages.skip(page);
        LeastKeys keys =
                new LeastKeys(page.cursor().map(text -> text.getBytes(UTF_8)).orElse(null), skip + page.limit() + 1);
        routing.forEachFilter(keys);
        List<String> found = keys.inOrder().stream()
                .skip(skip)
                .map(key -> new String(key, UTF_8))
                .toList();
        return OffsetPages.of(found, name -> name, page, OptionalLong.of(routing.filters()));
    }
}
