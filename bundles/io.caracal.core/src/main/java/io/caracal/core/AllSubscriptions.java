package io.caracal.core;

import io.caracal.api.broker.SubscriptionInfo;
import io.caracal.core.routing.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads subscriptions of one session, of which there may be many. */
final class AllSubscriptions implements Background.Work {
    private final Session session;
    private final Predicate<Subscription> filter;
    private final List<SubscriptionInfo> found = new ArrayList<>();
    private final CompletableFuture<List<SubscriptionInfo>> result = new CompletableFuture<>();
    private @Nullable String last;

    AllSubscriptions(Session session) {
        this(session, each -> true);
    }

    AllSubscriptions(Session session, Predicate<Subscription> filter) {
        this.session = session;
        this.filter = filter;
    }

    /** On the session's loop. */
    CompletableFuture<List<SubscriptionInfo>> read() {
        if (piece()) {
            session.loop.background.begin(this);
        }
        return result;
    }

    @Override
    public boolean piece() {
        int left = SessionPages.SLICE;
        for (Subscription each : session.subscriptions().behind(last)) {
            if (left-- == 0) {
                return true;
            }
            if (filter.test(each)) {
                found.add(ClientReport.of(each));
            }
            last = each.filter();
        }
        result.complete(found);
        return false;
    }

    @Override
    public void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }
}
