package io.caracal.core;

import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.api.broker.SubscriptionQuery;
import io.caracal.core.routing.Subscription;
import org.jspecify.annotations.Nullable;

/** The list of subscriptions: of each session those that match, in order of their filters. */
final class SubscriptionEntries implements SessionPages.Entries<SubscriptionInfo> {
    private final SubscriptionFilter filter;
    private final boolean all;

    SubscriptionEntries(SubscriptionQuery query) {
        filter = new SubscriptionFilter(query);
        all = query.equals(SubscriptionQuery.ALL);
    }

    @Override
    public boolean oneEach() {
        return false;
    }

    @Override
    public int countIn(Session session) {
        return all ? session.subscriptions().size() : -1;
    }

    @Override
    public boolean offer(Session session, @Nullable String after, SessionPages<SubscriptionInfo> page) {
        for (Subscription each : session.subscriptions().behind(after)) {
            if (!page.wantsMore()) {
                return false;
            }
            if (all || filter.test(each)) {
                page.offered(each.filter(), () -> ClientReport.of(each));
            } else {
                page.passed(each.filter());
            }
        }
        return true;
    }
}
