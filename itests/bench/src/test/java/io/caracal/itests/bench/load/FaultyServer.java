package io.caracal.itests.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that knows just enough of MQTT 3.1.1 to deliver messages, and does one thing wrong. */
final class FaultyServer implements AutoCloseable {
    enum Fault {
        NONE,
        LOSE,
        DUPLICATE,
        REORDER,
        MISROUTE,
        WITHHOLD_ACKNOWLEDGEMENT,
        DISCONNECT,
        REFUSE_CONNECTION,
        ACCEPT_WRONG_PASSWORDS
    }

    /** The message that it happens to, counted from the first. */
    private static final int VICTIM = 50;

    private final ServerSocket socket;
    private final Fault fault;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger messages = new AtomicInteger();

    FaultyServer(Fault fault) throws IOException {
        this.fault = fault;
        this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Client client = new Client(socket.accept());
                clients.add(client);
                Thread.ofVirtual().start(client::serve);
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Client client : clients) {
            client.socket.close();
        }
    }

    private final class Client {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;
        private String filter = "";
        private int qos;
        private int nextId;
        private byte @Nullable [] held;

        Client(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        void serve() {
            try (socket) {
                while (true) {
                    int first = in.readUnsignedByte();
                    byte[] body = new byte[length()];
                    in.readFully(body);
                    packet(first, body);
                }
            } catch (IOException _) {
                // the client went, or the test is over
            }
        }

        private int length() throws IOException {
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int b = in.readUnsignedByte();
                length |= (b & 0x7F) << shift;
                if (b < 0x80) {
                    return length;
                }
            }
        }

        private void packet(int first, byte[] body) throws IOException {
            switch (first >> 4) {
                case 1 -> send(0x20, new byte[] {0, (byte) (refuses(body) ? 5 : 0)});
                case 8 -> {
                    filter = new String(body, 4, body.length - 5, UTF_8);
                    qos = body[body.length - 1];
                    send(0x90, new byte[] {body[0], body[1], body[body.length - 1]});
                }
                case 3 -> publish(first, body);
                case 5 -> send(0x62, body);
                case 6 -> send(0x70, body);
                case 14 -> socket.close();
                default -> {
                    // PUBACK, PUBCOMP: what was delivered was taken
                }
            }
        }

        private boolean refuses(byte[] connect) {
            boolean wrong = new String(connect, UTF_8).endsWith("-wrong");
            return fault == Fault.REFUSE_CONNECTION || wrong && fault != Fault.ACCEPT_WRONG_PASSWORDS;
        }

        private void publish(int first, byte[] body) throws IOException {
            int published = first >> 1 & 3;
            int header = 2 + Wire.TOPIC;
            boolean victim = messages.incrementAndGet() == VICTIM;
            if (published > 0 && !(victim && fault == Fault.WITHHOLD_ACKNOWLEDGEMENT)) {
                send(published == 1 ? 0x40 : 0x50, new byte[] {body[header], body[header + 1]});
            }
            String topic = new String(body, 2, Wire.TOPIC, UTF_8);
            byte[] payload = new byte[Wire.PAYLOAD];
            System.arraycopy(body, body.length - Wire.PAYLOAD, payload, 0, Wire.PAYLOAD);
            for (Client client : clients) {
                boolean matches = client.filter.equals(topic) && !client.socket.isClosed();
                if (victim && fault == Fault.MISROUTE ? !matches && !client.filter.isEmpty() : matches) {
                    client.deliver(body, payload, victim ? fault : Fault.NONE);
                }
            }
        }

        private synchronized void deliver(byte[] body, byte[] payload, Fault what) throws IOException {
            byte[] message = message(body, payload);
            switch (what) {
                case LOSE -> {
                    return;
                }
                case REORDER -> {
                    held = message;
                    return;
                }
                case DISCONNECT -> {
                    socket.close();
                    return;
                }
                case DUPLICATE -> send(0x30 | qos << 1, message(body, payload));
                default -> {
                    // nothing wrong with this one
                }
            }
            send(0x30 | qos << 1, message);
            if (held != null) {
                send(0x30 | qos << 1, held);
                held = null;
            }
        }

        private byte[] message(byte[] body, byte[] payload) {
            int header = 2 + Wire.TOPIC;
            int id = qos == 0 ? 0 : 2;
            byte[] message = new byte[header + id + payload.length];
            System.arraycopy(body, 0, message, 0, header);
            if (id > 0) {
                nextId = nextId % 0xFFFF + 1;
                message[header] = (byte) (nextId >> 8);
                message[header + 1] = (byte) nextId;
            }
            System.arraycopy(payload, 0, message, header + id, payload.length);
            return message;
        }

        private synchronized void send(int first, byte[] body) throws IOException {
            byte[] packet = new byte[2 + body.length];
            packet[0] = (byte) first;
            packet[1] = (byte) body.length;
            System.arraycopy(body, 0, packet, 2, body.length);
            out.write(packet);
        }
    }
}
