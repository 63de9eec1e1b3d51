package io.caracal.core;

import io.caracal.api.broker.ClientQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a session fulfils the conditions of a query; asked on the session's loop. */
final class ClientFilter implements Predicate<Session> {
    private final ClientQuery query;

    ClientFilter(ClientQuery query) {
        this.query = query;
    }

    @Override
    public boolean test(Session session) {
        return (query.clientIds().isEmpty() || query.clientIds().contains(session.clientId()))
                && (query.connected().isEmpty() || query.connected().get() == (session.ready() != null))
                && (query.clientIdPart().isEmpty()
                        || session.clientId().contains(query.clientIdPart().get()))
                && within(session.createdAt(), query.createdFrom(), query.createdTo())
                && (!asksForConnection() || testConnection(session));
    }

    private boolean asksForConnection() {
        return !query.usernames().isEmpty()
                || query.usernamePart().isPresent()
                || query.ipAddress().isPresent()
                || query.cleanStart().isPresent()
                || query.protocolVersion().isPresent()
                || query.connectedFrom().isPresent()
                || query.connectedTo().isPresent();
    }

    /** A session that knows of no connection fulfils no condition on it. */
    private boolean testConnection(Session session) {
        LastConnection last = session.lastConnection();
        return last != null
                && testUsername(last)
                && (query.ipAddress().isEmpty()
                        || query.ipAddress().get().equals(last.peer().getAddress()))
                && (query.cleanStart().isEmpty() || query.cleanStart().get() == last.cleanStart())
                && (query.protocolVersion().isEmpty() || query.protocolVersion().get() == last.protocolVersion())
                && within(last.connectedAt(), query.connectedFrom(), query.connectedTo());
    }

    private boolean testUsername(LastConnection last) {
        if (query.usernames().isEmpty() && query.usernamePart().isEmpty()) {
            return true;
        }
        String username = last.username();
        return username != null
                && (query.usernames().isEmpty() || query.usernames().contains(username))
                && (query.usernamePart().isEmpty()
                        || username.contains(query.usernamePart().get()));
    }

    private static boolean within(long millis, Optional<Instant> from, Optional<Instant> to) {
        return (from.isEmpty() || millis >= from.get().toEpochMilli())
                && (to.isEmpty() || millis <= to.get().toEpochMilli());
    }
}
