package io.caracal.security;

import io.caracal.api.auth.Authorization;
import org.jspecify.annotations.Nullable;

/** One call to an authorizer. What is no decision (an exception, null, silence) denies. */
final class AuthorizerCall extends ForeignCall<AuthorizerCall.Answer> {
    private final Runnable leave;
    private final SourceCounters counters;

    /**
     * What a source says.
     *
     * @param failure what went wrong, if the decision is a denial for that; else empty
     */
    record Answer(Authorization decision, String failure) {
        static Answer failed(String what) {
            return new Answer(Authorization.deny(), what);
        }
    }

    /** @param leave runs when the call has ended */
    AuthorizerCall(ProblemLog problems, SourceCounters counters, Runnable leave) {
        super(problems, counters.nanos);
        this.leave = leave;
        this.counters = counters;
    }

    @Override
    Answer decide(@Nullable Object answered) {
        return switch (answered) {
            case Authorization.Allow allow -> {
                counters.allow.increment();
                yield new Answer(allow, "");
            }
            case Authorization.Deny deny -> {
                counters.deny.increment();
                yield new Answer(deny, "");
            }
            case Authorization.Next next -> {
                counters.nomatch.increment();
                yield new Answer(next, "");
            }
            case null -> problem("answered null", null);
            default -> problem("answered with a " + answered.getClass().getName(), null);
        };
    }

    @Override
    Answer failed(String what) {
        counters.error.increment();
        return Answer.failed(what);
    }

    @Override
    void left() {
        leave.run();
    }
}
