package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import io.caracal.api.auth.AuthorizationChain.Verdict;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.core.routing.Route;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether one connection may publish. What was allowed last is remembered by its route, since most clients publish to one topic: to
 * see that it still holds takes a few reads. On the connection's loop.
 */
final class PublishRights {
    /** How long a verdict is acted by without asking again; the chain allows a second. */
    private static final long REUSE_MILLIS = 1000;

    private final Connection connection;
    private final BrokerLoop loop;
    private ClientAuthorization rights;
    private @Nullable Route route;
    private int allowed;
    private long version;
    private long until;
    private @Nullable Verdict decided;

    enum Answer {
        ALLOWED,
        DENIED,
        /** The connection is held; the same question comes again when it goes on. */
        PENDING
    }

    PublishRights(Connection connection) {
        this.connection = connection;
        this.loop = connection.loop();
        this.rights = connection.rights();
    }

    /** Another chain of decisions is asked from now on. */
    void become(ClientAuthorization granted) {
        rights = granted;
        route = null;
    }

    /** Whether this was allowed last, and still is. */
    boolean known(Route asked, int qos, boolean retain) {
        return asked == route
                && (allowed >>> bit(qos, retain) & 1) != 0
                && rights.version() == version
                && loop.now() < until;
    }

    private static int bit(int qos, boolean retain) {
        return qos << 1 | (retain ? 1 : 0);
    }

    Answer ask(Route asked, int qos, boolean retain) {
        Verdict waitedFor = decided;
        if (waitedFor != null) {
            decided = null;
            return waitedFor.allowed() ? Answer.ALLOWED : Answer.DENIED;
        }
        // Before the question: a change that comes meanwhile makes the verdict outdated, never wrongly current.
        long before = rights.version();
        CompletableFuture<Verdict> answer = rights.authorize(Action.PUBLISH, asked.topicName(), qos, retain);
        if (!answer.isDone()) {
            await(answer);
            return Answer.PENDING;
        }
        Verdict verdict = answer.resultNow();
        if (!verdict.allowed()) {
            return Answer.DENIED;
        }
        if (verdict.reusable()) {
            remember(asked, bit(qos, retain), before);
        }
        return Answer.ALLOWED;
    }

    private void remember(Route asked, int bit, long at) {
        if (asked != route || version != at || loop.now() >= until) {
            route = asked;
            version = at;
            until = loop.now() + REUSE_MILLIS;
            allowed = 0;
        }
        allowed |= 1 << bit;
    }

    private void await(CompletableFuture<Verdict> answer) {
        connection.hold();
        answer.whenComplete((verdict, failure) -> loop.eventLoop.execute(() -> {
            decided = failure == null ? verdict : new Verdict(false, false);
            connection.goOn();
        }));
    }
}
