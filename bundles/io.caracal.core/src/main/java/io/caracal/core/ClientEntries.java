package io.caracal.core;

import io.caracal.api.broker.ClientInfo;
import io.caracal.api.broker.ClientQuery;
import org.jspecify.annotations.Nullable;

/** The list of clients: one entry for each session that matches. */
final class ClientEntries implements SessionPages.Entries<ClientInfo> {
    private final ClientFilter filter;
    private final boolean all;

    ClientEntries(ClientQuery query) {
        filter = new ClientFilter(query);
        all = query.equals(ClientQuery.ALL);
    }

    @Override
    public boolean oneEach() {
        return all;
    }

    @Override
    public int countIn(Session session) {
        return all ? 1 : -1;
    }

    @Override
    public boolean offer(Session session, @Nullable String after, SessionPages<ClientInfo> page) {
        if (all || filter.test(session)) {
            page.offered(null, () -> ClientReport.of(session));
        }
        return true;
    }
}
