package io.caracal.core;

import io.caracal.mqtt.ReasonCode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends away whoever is connected to one loop and was banned since; in pieces, and again from the beginning if there is yet another ban. */
final class BanSweep implements Background.Work {
    private static final Logger LOG = LoggerFactory.getLogger(BanSweep.class);

    private final BrokerLoop loop;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<Session> buffer = new ArrayList<>();
    private boolean running;
    private long serial;

    BanSweep(BrokerLoop loop) {
        this.loop = loop;
    }

    /** There are new bans; any thread. However often that is said, one task waits. */
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
                return false; // the one that runs begins anew
            }
        }
        buffer.clear();
        loop.roster.readAfter(serial, SessionPages.SLICE, buffer);
        for (Session session : buffer) {
            serial = session.serial();
            look(session);
        }
        running = buffer.size() == SessionPages.SLICE;
        buffer.clear();
        return running;
    }

    private void look(Session session) {
        Connection connection = session.ready();
        LastConnection last = session.lastConnection();
        if (connection == null || last == null) {
            return; // who is not accepted yet is looked at again when it would be
        }
        InetAddress address = last.peer().getAddress();
        Optional<String> username = Optional.ofNullable(last.username());
        if (address != null
                && loop.broker
                        .bans()
                        .find(session.clientId(), username, address)
                        .isPresent()) {
            LOG.info("clientId={} peer={} sent away: banned", session.clientId(), last.peer());
            // DISCONNECT has no reason code for a ban (MQTT 5.0, table 3-10).
            connection.leave(ReasonCode.ADMINISTRATIVE_ACTION, "banned");
        }
    }

    @Override
    public void failed(Throwable cause) {
        running = false;
    }
}
