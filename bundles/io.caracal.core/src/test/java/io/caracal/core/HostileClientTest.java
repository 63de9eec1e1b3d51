package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caracal.mqtt.Packet;
import io.caracal.mqtt.ProtocolVersion;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Clients that break the standard or just break off; nobody else notices. */
class HostileClientTest {
    private final TestBroker broker = TestBroker.with().loops(3).start();

    @AfterEach
    void stop() {
        broker.close();
    }

    @AfterAll
    static void everyBufferWasReleased() {
        LeakRecorder.assertNoLeaks();
    }

    @Test
    void randomBytesHarmNobodyElse() {
        Random random = new Random(5);
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
        RawClient publisher = broker.connect("publisher");
        for (int i = 0; i < 300; i++) {
            Login login = Login.as("hostile-" + i % 5).version(ProtocolVersion.values()[random.nextInt(3)]);
            RawClient hostile = i % 2 == 0 ? broker.open(login) : broker.connect(login);
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            hostile.write(bytes);
            if (i % 3 == 0) {
                hostile.reset();
            } else {
                hostile.close();
            }
            publisher.publish("t", Integer.toString(i), 1);
            publisher.receive(Packet.PubAck.class);
        }

        for (int i = 0; i < 300; i++) {
            String text = subscriber.receiveText();
            assertThat(text).isEqualTo(Integer.toString(i));
        }
        await().until(() -> broker.connections() == 2);
    }

    @Test
    void packetsThatAreCutOrChangedHarmNobodyElse() {
        Random random = new Random(11);
        RawClient subscriber = broker.connect("subscriber").subscribe("t", 1);
        RawClient publisher = broker.connect("publisher");
        for (int i = 0; i < 300; i++) {
            Login login = Login.as("hostile-" + i % 5)
                    .version(ProtocolVersion.values()[random.nextInt(3)])
                    .will("nobody/hears", "x");
            RawClient hostile = broker.open(login);
            byte[] bytes = hostile.bytes(
                    login.packet(),
                    hostile.subscription("hostile/#", 2),
                    hostile.message("hostile/a", "payload", 2),
                    hostile.message("hostile/b", "payload", 1),
                    new Packet.PingReq());
            for (int n = random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                hostile.write(java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
            } catch (UncheckedIOException closedAlready) {
                assertThat(closedAlready).hasCauseInstanceOf(java.net.SocketException.class);
            }
            hostile.reset();
            publisher.publish("t", Integer.toString(i), 1);
            publisher.receive(Packet.PubAck.class);
        }

        for (int i = 0; i < 300; i++) {
            assertThat(subscriber.receiveText()).isEqualTo(Integer.toString(i));
        }
        await().until(() -> broker.connections() == 2);
    }

    /** The broker finds out that a subscriber has gone while it writes to it, in the midst of a fan-out. */
    @RepeatedTest(5)
    void aSubscriberThatBreaksOffInTheMidstOfAFanOutHarmsNoOther() throws Exception {
        List<RawClient> breaking = new ArrayList<>();
        List<RawClient> steady = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            breaking.add(broker.connect(Login.as(broker.idOn(0, "breaking" + i)).will("t", "will " + i))
                    .subscribe("t", 0));
            steady.add(broker.connect(broker.idOn(0, "steady" + i)).subscribe("t", 0));
        }
        RawClient publisher = broker.connect(broker.idOn(0, "publisher"));
        CountDownLatch go = new CountDownLatch(1);
        broker.stall(0, go);
        Packet[] burst = new Packet[60];
        for (int i = 0; i < burst.length; i++) {
            burst[i] =
                    publisher.message("t", "m" + i + ":" + Integer.toString(i).repeat(2000), 0);
        }
        publisher.send(burst);
        breaking.forEach(RawClient::reset);
        go.countDown();

        for (RawClient client : steady) {
            int next = 0;
            int wills = 0;
            while (next < burst.length || wills < breaking.size()) {
                String text = client.receiveText();
                if (text.startsWith("will ")) {
                    wills++;
                } else {
                    assertThat(text)
                            .isEqualTo("m" + next + ":" + Integer.toString(next).repeat(2000));
                    next++;
                }
            }
            client.assertNothingCame();
        }
        await().until(() -> broker.connections() == steady.size() + 1);
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() {
        try (TestBroker impatient = TestBroker.with()
                .mqtt("idleTimeout", java.time.Duration.ofMillis(200))
                .start()) {
            RawClient silent = impatient.open(Login.as("silent"));
            RawClient slow = impatient.open(Login.as("slow")).write(new byte[] {0x10});

            assertThat(silent.untilClosed()).isEmpty();
            assertThat(slow.untilClosed()).isEmpty();
        }
    }
}
