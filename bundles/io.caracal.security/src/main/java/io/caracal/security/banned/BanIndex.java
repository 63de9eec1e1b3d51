package io.caracal.security.banned;

import io.caracal.api.broker.Ban;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the ban that hits a client. One writer at a time, any number of readers, who take no lock. */
final class BanIndex {
    private final Map<String, Ban> clientIds = new ConcurrentHashMap<>();
    private final Map<String, Ban> usernames = new ConcurrentHashMap<>();
    private final Map<InetAddress, Ban> hosts = new ConcurrentHashMap<>();
    private final Networks<Ban> networks = new Networks<>();
    private final CopyOnWriteArrayList<Expression> clientIdExpressions = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Expression> usernameExpressions = new CopyOnWriteArrayList<>();

    void add(Ban ban) {
        switch (ban.as()) {
            case CLIENTID -> clientIds.put(ban.who(), ban);
            case USERNAME -> usernames.put(ban.who(), ban);
            case PEERHOST -> hosts.put(Addresses.parse(ban.who()), ban);
            case PEERHOST_NET -> networks.put(Network.parse(ban.who()), ban);
            case CLIENTID_RE -> clientIdExpressions.add(new Expression(ban));
            case USERNAME_RE -> usernameExpressions.add(new Expression(ban));
        }
    }

    void remove(Ban ban) {
        switch (ban.as()) {
            case CLIENTID -> clientIds.remove(ban.who());
            case USERNAME -> usernames.remove(ban.who());
            case PEERHOST -> hosts.remove(Addresses.parse(ban.who()));
            case PEERHOST_NET -> networks.remove(Network.parse(ban.who()));
            case CLIENTID_RE -> clientIdExpressions.removeIf(each -> each.ban().equals(ban));
            case USERNAME_RE -> usernameExpressions.removeIf(each -> each.ban().equals(ban));
        }
    }

    int expressions() {
        return clientIdExpressions.size() + usernameExpressions.size();
    }

    void clear() {
        clientIds.clear();
        usernames.clear();
        hosts.clear();
        networks.clear();
        clientIdExpressions.clear();
        usernameExpressions.clear();
    }

    Optional<Ban> find(String clientId, Optional<String> username, InetAddress peer, Instant now) {
        Predicate<@Nullable Ban> counts = ban -> ban != null
                && !now.isBefore(ban.at())
                && (ban.until().isEmpty() || now.isBefore(ban.until().get()));
        Ban ban = clientIds.get(clientId);
        if (!counts.test(ban)) {
            ban = hosts.get(peer);
        }
        if (!counts.test(ban)) {
            ban = networks.find(peer, counts);
        }
        if (!counts.test(ban) && username.isPresent()) {
            ban = usernames.get(username.get());
            if (!counts.test(ban)) {
                ban = find(usernameExpressions, username.get(), counts);
            }
        }
        if (!counts.test(ban)) {
            ban = find(clientIdExpressions, clientId, counts);
        }
        return counts.test(ban) ? Optional.ofNullable(ban) : Optional.empty();
    }

    private static @Nullable Ban find(Iterable<Expression> expressions, String text, Predicate<@Nullable Ban> counts) {
        for (Expression each : expressions) {
            if (counts.test(each.ban()) && each.matches(text)) {
                return each.ban();
            }
        }
        return null;
    }
}
