package io.caracal.core;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.BanCheck;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Bans client identifiers as the test says. */
final class ScriptedBans implements BanCheck {
    private final Set<String> banned = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    ScriptedBans ban(String... clientIds) {
        banned.addAll(List.of(clientIds));
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
        return this;
    }

    @Override
    public Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer) {
        return banned.contains(clientId)
                ? Optional.of(new Ban(Ban.Kind.CLIENTID, clientId, "test", "", Instant.EPOCH, Optional.empty()))
                : Optional.empty();
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Registration onNewBans(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }
}
