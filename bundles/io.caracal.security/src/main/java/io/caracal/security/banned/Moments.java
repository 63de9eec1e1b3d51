package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** When bans begin and end, the next ones first. Not thread-safe. */
final class Moments {
    private record Moment(Instant at, BanKey key, Ban ban, boolean end) {}

    /**
     * What has happened up to a moment.
     *
     * @param begun whether a ban has begun to count
     */
    record Passed(boolean begun, List<Ban> ended) {}

    private final TreeSet<Moment> coming = new TreeSet<>(
            Comparator.comparing(Moment::at).thenComparing(Moment::key).thenComparing(Moment::end));

    void add(Ban ban, Instant now) {
        if (ban.at().isAfter(now)) {
            coming.add(new Moment(ban.at(), BanKey.of(ban), ban, false));
        }
        ban.until().ifPresent(until -> coming.add(new Moment(until, BanKey.of(ban), ban, true)));
    }

    void remove(Ban ban) {
        coming.remove(new Moment(ban.at(), BanKey.of(ban), ban, false));
        ban.until().ifPresent(until -> coming.remove(new Moment(until, BanKey.of(ban), ban, true)));
    }

    void clear() {
        coming.clear();
    }

    Passed pass(Instant now) {
        boolean begun = false;
        List<Ban> ended = new ArrayList<>();
        while (!coming.isEmpty() && !coming.first().at().isAfter(now)) {
            Moment moment = coming.removeFirst();
            if (moment.end()) {
                ended.add(moment.ban());
            } else {
                begun = true;
            }
        }
        return new Passed(begun, ended);
    }
}
