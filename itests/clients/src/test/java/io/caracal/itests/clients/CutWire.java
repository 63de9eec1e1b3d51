package io.caracal.itests.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A line between client and broker that can be cut, so that a connection ends without a DISCONNECT packet. */
final class CutWire implements AutoCloseable {
    private final ServerSocket entrance;
    private final InetSocketAddress broker;
    private final AtomicLong toClients = new AtomicLong();
    private final List<Socket> ends = new CopyOnWriteArrayList<>();

    CutWire(InetSocketAddress broker) throws IOException {
        this.broker = broker;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), entrance.getLocalPort());
    }

    /** Bytes that the broker has sent through it. */
    long bytesToClients() {
        return toClients.get();
    }

    /** Ends all connections. */
    void cut() throws IOException {
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(broker.getAddress(), broker.getPort());
                ends.add(client);
                ends.add(server);
                Thread.ofVirtual().start(() -> carry(client, server, new AtomicLong()));
                Thread.ofVirtual().start(() -> carry(server, client, toClients));
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new IllegalStateException("the wire to " + broker + " is broken", e);
                }
            }
        }
    }

    private static void carry(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                count.addAndGet(read);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The wire was cut, or one end has closed: either way both ends are closed now.
            return;
        }
    }
}
