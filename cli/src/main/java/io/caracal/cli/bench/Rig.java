package io.caracal.cli.bench;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The event loops of a run and the clients on them. */
final class Rig implements AutoCloseable {
    /** Connections that are being opened at once. */
    private static final int AT_ONCE = 100;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Meter meter;
    private final Monitor monitor;
    private final Clock clock = new Clock();
    private final EventLoopGroup loops;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final AtomicInteger settled = new AtomicInteger();
    private final InetSocketAddress target;
    private final Bootstrap bootstrap;

    Rig(Fleet fleet, Meter meter, Monitor monitor) {
        this.fleet = fleet;
        this.meter = meter;
        this.monitor = monitor;
        target = new InetSocketAddress(
                fleet.endpoint().hostName(), fleet.endpoint().port());
        if (target.isUnresolved()) {
            throw new CliException(
                    ExitCode.UNREACHABLE, "There is no host " + fleet.endpoint().hostName() + ".");
        }
        bootstrap = Transport.bootstrap(Math.toIntExact(fleet.timeout().toMillis()));
        loops = Transport.loops(fleet.threads());
        for (int i = 0; i < fleet.threads(); i++) {
            workers.add(new Worker((EventLoop) loops.next(), clock, meter));
        }
    }

    Fleet fleet() {
        return fleet;
    }

    Meter meter() {
        return meter;
    }

    List<Worker> workers() {
        return workers;
    }

    /** The one for a client with that number. */
    Worker worker(int number) {
        return workers.get(number % workers.size());
    }

    long now() {
        return clock.now();
    }

    static String clientId(Fleet fleet, String kind, int number) {
        return fleet.prefix() + kind + number;
    }

    /** A client that is not yet connected. */
    Client client(Worker worker, String kind, int number, List<String> filters, int qos, Role role) {
        Greeting greeting = Greeting.of(fleet, number, clientId(fleet, kind, number), filters, qos);
        Client client = new Client(worker, fleet, greeting, role, settled::incrementAndGet);
        clients.add(client);
        return client;
    }

    /**
     * Connects clients, at the rate that is wanted, and waits until each is established or has failed.
     *
     * @throws CliException if none at all is let in
     */
    void connect(List<Client> some) {
        int before = settled.get();
        long start = System.nanoTime();
        for (int i = 0; i < some.size() && !monitor.stopped(); i++) {
            int opened = i;
            monitor.until(() -> before + opened - settled.get() < AT_ONCE);
            if (fleet.connectRate() > 0) {
                long due = start + (long) (i / fleet.connectRate() * 1e9);
                monitor.until(() -> System.nanoTime() - due >= -TimeUnit.MILLISECONDS.toNanos(5));
                LockSupport.parkNanos(due - System.nanoTime());
            }
            open(some.get(i), source(i));
        }
        monitor.until(() -> settled.get() - before >= some.size());
        if (meter.connected.sum() == 0 && !monitor.stopped()) {
            throw new CliException(
                    ExitCode.UNREACHABLE,
                    "No client gets into " + fleet.endpoint() + ": " + String.join(" ", meter.problems()));
        }
    }

    private @Nullable SocketAddress source(int number) {
        List<InetAddress> sources = fleet.sources();
        return sources.isEmpty() ? null : new InetSocketAddress(sources.get(number % sources.size()), 0);
    }

    private void open(Client client, @Nullable SocketAddress source) {
        EventLoop loop = client.worker().loop;
        String late = "A connection was not ready within " + fleet.timeout().toSeconds() + " s.";
        loop.execute(() -> {
            client.starting();
            var unused =
                    loop.schedule(() -> client.giveUp(late), fleet.timeout().toMillis(), TimeUnit.MILLISECONDS);
            ChannelFuture connecting =
                    bootstrap.clone(loop).handler(new Wrapping(fleet, client)).connect(target, source);
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    client.drop("A connection could not be opened: " + Causes.words(done.cause()));
                }
            });
        });
    }

    /** All go in order; returns when all is at rest. */
    @Override
    public void close() {
        long leaving = meter.connected.sum();
        if (leaving > 0) {
            clients.forEach(client -> client.worker().loop.execute(client::leave));
            var unused = monitor.whileItMoves(() -> meter.connected.sum() == 0, meter.connected::sum, FAREWELL);
        }
        loops.shutdownGracefully(0, FAREWELL.toSeconds(), TimeUnit.SECONDS).syncUninterruptibly();
    }
}
