package io.caracal.transport;

import io.caracal.core.LinkReceiver;
import io.caracal.transport.Acceptor.Entrance;
import io.caracal.transport.stage.Passage;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener: bound when it is made, at work from {@link #start} to {@link #close}. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final ListenerId id;
    private final Arrivals arrivals;
    private final Opening opening;
    private final List<Acceptor> acceptors = new ArrayList<>();
    private volatile Terms terms;

    /**
     * Binds it.
     *
     * @param arrivals those who are there already by this listener
     * @param beside whether another listener of ours is bound to the same port
     * @throws ListenerException if an address cannot be bound; then none is
     */
    Listener(ListenerId id, Terms terms, Opening opening, Arrivals arrivals, boolean beside) throws ListenerException {
        this.id = id;
        this.terms = terms;
        this.opening = opening;
        this.arrivals = arrivals;
        CommonSettings common = terms.settings().common();
        for (InetSocketAddress address : BindAddress.parseAll(terms.settings().bind())) {
            try {
                acceptors.add(opening.acceptor(address, common.backlog(), common.tcpOptions(), beside, new ByTerms()));
            } catch (IOException e) {
                close();
                throw new ListenerException(
                        id,
                        terms.settings(),
                        "listener " + id + " cannot be opened on "
                                + terms.settings().bind() + ": " + e.getMessage()
                                + ". Another program may use the port (" + id.path() + ".bind)",
                        e);
            }
        }
    }

    /** Takes connections from now on. */
    void start() {
        acceptors.forEach(Acceptor::start);
    }

    Terms terms() {
        return terms;
    }

    /** Whether it can go on with other settings as it is. */
    boolean fits(ListenerSettings wanted) {
        return addresses(wanted).equals(addresses(terms.settings()));
    }

    private static Set<InetSocketAddress> addresses(ListenerSettings settings) {
        return Set.copyOf(BindAddress.parseAll(settings.bind()));
    }

    /** Goes on with other terms, the settings of which {@link #fits fit}. */
    void follow(Terms wanted) {
        TcpOptions options = wanted.settings().common().tcpOptions();
        if (!options.equals(terms.settings().common().tcpOptions())) {
            acceptors.forEach(acceptor -> acceptor.options(options));
        }
        terms = wanted;
        opening.connections().limits(wanted.info(), wanted.settings().common().rates());
    }

    /** Lets another listener of ours bind the same ports, or no longer. */
    void sharePort(boolean shared) {
        acceptors.forEach(acceptor -> acceptor.sharePort(shared));
    }

    /** How many there are by this listener, however often it was opened anew. */
    AtomicInteger connections() {
        return arrivals.count();
    }

    /** Lets connections in by the terms of the moment. */
    private final class ByTerms implements Acceptor.Gate {
        @Override
        public @Nullable Entrance enter(Supplier<InetSocketAddress> from) {
            Terms now = terms;
            opening.connections().connectionTaken(now.info());
            if (!now.admits(from)) {
                LOG.debug("listener={} {} may not connect (access_rules)", id, from.get());
                return null;
            }
            int limit = now.settings().common().maxConnections();
            if (arrivals.count().incrementAndGet() > limit && limit > 0) {
                arrivals.count().decrementAndGet();
                LOG.warn("listener={} has {} connections already, another is turned away (max_connections)", id, limit);
                return null;
            }
            if (now.direct()) {
                return new Entrance.Direct(receiver(now));
            }
            return new Entrance.Staged(channel -> {
                now.settings().common().tcpOptions().applyWatermark(channel);
                arrivals.begins(channel);
                new Passage(now.stages(), () -> passed(channel, now)).begin(channel);
            });
        }

        @Override
        public long delay() {
            return opening.connections().connectionDelay(terms.info());
        }

        private LinkReceiver passed(Channel channel, Terms now) {
            arrivals.passed(channel);
            return receiver(now);
        }

        private LinkReceiver receiver(Terms now) {
            return opening.connections().receiver(now.info());
        }

        @Override
        public void left() {
            arrivals.count().decrementAndGet();
        }
    }

    boolean isOpen() {
        return acceptors.stream().allMatch(Acceptor::isOpen);
    }

    ListenerId id() {
        return id;
    }

    /** Where it really listens, which tells the ports if 0 was asked for; in the order of the settings. */
    List<InetSocketAddress> addresses() {
        return acceptors.stream().map(Acceptor::address).toList();
    }

    /** The first of them. */
    InetSocketAddress address() {
        return acceptors.getFirst().address();
    }

    /** {@code tcp:default 127.0.0.1:1883}. */
    String description() {
        return id + " " + addresses().stream().map(Listener::text).collect(Collectors.joining(", "));
    }

    private static String text(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    /** Takes no more connections; those that are there stay. */
    @Override
    public void close() {
        acceptors.forEach(Acceptor::close);
    }
}
