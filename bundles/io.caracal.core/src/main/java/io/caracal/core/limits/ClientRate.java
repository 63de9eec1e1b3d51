package io.caracal.core.limits;

import io.caracal.core.limits.RateSettings.OverRate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rates that one client has to keep: its own, and those that it shares with its listener and its zone. */
public final class ClientRate {
    private final List<Allowance> messages;
    private final List<Allowance> bytes;
    private final List<Allowance> own;
    private final boolean disconnects;

    private ClientRate(List<Shared> scopes) {
        List<Allowance> ownMessages = scopes.stream()
                .flatMap(scope -> stream(Allowance.of(
                        scope.settings().messages(), scope.settings().messagesAtOnce())))
                .toList();
        List<Allowance> ownBytes = scopes.stream()
                .flatMap(scope -> stream(
                        Allowance.of(scope.settings().bytes(), scope.settings().bytesAtOnce())))
                .toList();
        own = Stream.concat(ownMessages.stream(), ownBytes.stream()).toList();
        messages = Stream.concat(ownMessages.stream(), scopes.stream().flatMap(scope -> stream(scope.messages())))
                .toList();
        bytes = Stream.concat(ownBytes.stream(), scopes.stream().flatMap(scope -> stream(scope.bytes())))
                .toList();
        disconnects = scopes.stream().anyMatch(scope -> scope.settings().overRate() == OverRate.DISCONNECT);
    }

    private static Stream<Allowance> stream(@Nullable Allowance allowance) {
        return Stream.ofNullable(allowance);
    }

    /** Empty if nothing is limited. */
    static Optional<ClientRate> of(List<Shared> scopes) {
        ClientRate rate = new ClientRate(scopes);
        return rate.messages.isEmpty() && rate.bytes.isEmpty() ? Optional.empty() : Optional.of(rate);
    }

    /** Messages have come. */
    public void messages(long count, long now) {
        for (int i = 0; i < messages.size(); i++) {
            messages.get(i).take(count, now);
        }
    }

    /** Bytes have come. */
    public void bytes(long count, long now) {
        for (int i = 0; i < bytes.size(); i++) {
            bytes.get(i).take(count, now);
        }
    }

    /**
     * Nanoseconds until more may come; 0 for now.
     *
     * @param now {@link System#nanoTime}
     */
    public long delay(long now) {
        return Math.max(longest(messages, now), longest(bytes, now));
    }

    /** Whether the client itself is too fast, and is to be sent away for that. */
    public boolean exceeded(long now) {
        return disconnects && longest(own, now) > 0;
    }

    private static long longest(List<Allowance> all, long now) {
        long longest = 0;
        for (int i = 0; i < all.size(); i++) {
            longest = Math.max(longest, all.get(i).delay(now));
        }
        return longest;
    }
}
