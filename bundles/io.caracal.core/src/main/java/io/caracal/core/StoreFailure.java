package io.caracal.core;

import io.caracal.api.store.StoreFullException;
import io.caracal.api.store.StoreState;
import io.caracal.mqtt.ReasonCode;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What clients are told when the store takes nothing new. */
final class StoreFailure {
    private StoreFailure() {}

    /** Of PUBACK, PUBREC, SUBACK and DISCONNECT. */
    static ReasonCode reason(Throwable failure) {
        return full(failure) ? ReasonCode.QUOTA_EXCEEDED : ReasonCode.UNSPECIFIED_ERROR;
    }

    /** Of CONNACK. */
    static ReasonCode connectReason(Throwable failure) {
        return full(failure) ? ReasonCode.QUOTA_EXCEEDED : ReasonCode.SERVER_UNAVAILABLE;
    }

    private static boolean full(@Nullable Throwable failure) {
        return failure instanceof StoreFullException
                || failure instanceof CompletionException && failure.getCause() instanceof StoreFullException;
    }

    /** Of PUBACK, PUBREC and SUBACK; null if it takes new work. */
    static @Nullable ReasonCode reason(StoreState state) {
        return switch (state) {
            case OPEN -> null;
            case FULL -> ReasonCode.QUOTA_EXCEEDED;
            case FAILED -> ReasonCode.UNSPECIFIED_ERROR;
        };
    }

    /** Of CONNACK; null if it takes new work. */
    static @Nullable ReasonCode connectReason(StoreState state) {
        return state == StoreState.FAILED ? ReasonCode.SERVER_UNAVAILABLE : reason(state);
    }

    static String why(ReasonCode reason) {
        return reason == ReasonCode.QUOTA_EXCEEDED
                ? "the store of the broker is full"
                : "the store of the broker has failed";
    }
}
