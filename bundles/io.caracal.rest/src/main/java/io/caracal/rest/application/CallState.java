package io.caracal.rest.application;

import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.Role;
import io.caracal.rest.login.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call, from its first byte to the end of its answer. */
final class CallState implements RestCall {
    /** The property of the request that holds it. */
    static final String KEY = "io.caracal.rest.call";

    private final String sourceAddress;
    private final Function<Object, String> masked;
    private final long begin = System.nanoTime();
    private volatile Caller caller = Caller.ANONYMOUS;
    private volatile String before = "";
    private volatile String after = "";

    /** @param masked renders a value as JSON without secrets */
    CallState(String sourceAddress, Function<Object, String> masked) {
        this.sourceAddress = sourceAddress;
        this.masked = masked;
    }

    void caller(Caller known) {
        caller = known;
    }

    @Override
    public String actor() {
        return caller.actor();
    }

    @Override
    public String sourceAddress() {
        return sourceAddress;
    }

    @Override
    public @Nullable Role role() {
        return caller.role();
    }

    Caller caller() {
        return caller;
    }

    @Override
    public void changed(@Nullable Object before, @Nullable Object after) {
        this.before = before == null ? "" : masked.apply(before);
        this.after = after == null ? "" : masked.apply(after);
    }

    String before() {
        return before;
    }

    String after() {
        return after;
    }

    long nanos() {
        return System.nanoTime() - begin;
    }
}
