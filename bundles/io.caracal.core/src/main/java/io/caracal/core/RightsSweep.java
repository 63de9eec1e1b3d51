package io.caracal.core;

import io.caracal.api.auth.AuthorizationChain.ClientAuthorization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks again at what the sessions of one loop hold, after a change of what clients may do: one session after the other, so that a
 * database is asked no more at once than there are loops; and again from the beginning if there is yet another change.
 */
final class RightsSweep implements Background.Work {
    private final BrokerLoop loop;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<Session> next = new ArrayList<>(1);
    private boolean running;
    private boolean waiting;
    private long serial;

    RightsSweep(BrokerLoop loop) {
        this.loop = loop;
    }

    /** Something has changed; any thread. However often that is said, one task waits. */
    void begin() {
        if (!asked.getAndSet(true)) {
            loop.background.begin(this);
        }
    }

    @Override
    public boolean piece() {
        if (asked.getAndSet(false)) {
            boolean already = running;
            running = true;
            serial = 0;
            if (already) {
                return false; // the one that runs, or waits, begins anew
            }
        }
        if (waiting) {
            return false;
        }
        next.clear();
        loop.roster.readAfter(serial, 1, next);
        if (next.isEmpty()) {
            running = false;
            return false;
        }
        Session session = next.getFirst();
        next.clear();
        serial = session.serial();
        ClientAuthorization rights = session.rights();
        // Whoever is not accepted yet, or came back from the disk, is looked at when it comes.
        return rights == null || session.ended() || look(session, rights);
    }

    private boolean look(Session session, ClientAuthorization rights) {
        CompletableFuture<Void> look = new HeldRights(session, rights).look();
        if (look.isDone()) {
            return true;
        }
        waiting = true;
        look.whenComplete((done, failure) -> {
            waiting = false;
            if (failure == null) {
                loop.background.begin(this);
            }
        });
        return false;
    }

    @Override
    public void failed(Throwable cause) {
        running = false;
    }
}
