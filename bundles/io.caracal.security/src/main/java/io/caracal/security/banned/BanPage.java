package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanQuery;
import io.caracal.api.broker.Page;
import io.caracal.api.broker.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentNavigableMap;

/** One page of the bans that match. */
final class BanPage {
    private final BanQuery query;
    private final PageRequest request;
    private final List<Ban> items = new ArrayList<>();
    private long skip;

    BanPage(BanQuery query, PageRequest request) {
        this.query = query;
        this.request = request;
        this.skip = request.cursor().isPresent() ? 0 : request.offset();
    }

    Page<Ban> read(ConcurrentNavigableMap<BanKey, Ban> bans, int size) {
        boolean all = query.equals(BanQuery.ALL);
        for (Ban ban : from(bans).values()) {
            if (query.as().isPresent() && ban.as().compareTo(query.as().get()) > 0) {
                break;
            }
            if (!matches(ban)) {
                continue;
            }
            if (skip > 0) {
                skip--;
            } else if (items.size() == request.limit()) {
                String next = BanKey.of(items.getLast()).text();
                return new Page<>(items, Optional.of(next), all ? OptionalLong.of(size) : OptionalLong.empty());
            } else {
                items.add(ban);
            }
        }
        OptionalLong count = all
                ? OptionalLong.of(size)
                : request.cursor().isPresent()
                        ? OptionalLong.empty()
                        : OptionalLong.of(request.offset() - skip + items.size());
        return new Page<>(items, Optional.empty(), count);
    }

    private ConcurrentNavigableMap<BanKey, Ban> from(ConcurrentNavigableMap<BanKey, Ban> bans) {
        if (request.cursor().isPresent()) {
            return bans.tailMap(BanKey.ofText(request.cursor().get()), false);
        }
        return query.as().isPresent() ? bans.tailMap(new BanKey(query.as().get(), ""), true) : bans;
    }

    private boolean matches(Ban ban) {
        return (query.as().isEmpty() || query.as().get() == ban.as())
                && (query.who().isEmpty() || query.who().get().equals(ban.who()))
                && (query.whoPart().isEmpty()
                        || ban.who().contains(query.whoPart().get()));
    }
}
