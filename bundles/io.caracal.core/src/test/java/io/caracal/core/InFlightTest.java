package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.spec.Spec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();
    private long sequence;

    @Test
    @Spec("MQTT-2.2.1-4")
    void everyIdentifierIsNonZeroAndUnusedAtThatTime() {
        Random random = new Random(7);
        Map<Integer, Delivery> open = new HashMap<>();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            if (open.size() < 200 && random.nextBoolean() || open.isEmpty()) {
                Delivery delivery = delivery();
                int id = inFlight.add(delivery);
                assertThat(id).isBetween(1, 65535).isEqualTo(delivery.packetId);
                assertThat(open.put(id, delivery)).isNull();
                ids.add(id);
            } else {
                int id = ids.remove(random.nextInt(ids.size()));
                Delivery delivery = inFlight.get(id);
                assertThat(delivery).isNotNull().isSameAs(open.remove(id));
                inFlight.remove(delivery);
                assertThat(inFlight.get(id)).isNull();
            }
        }
        assertThat(inFlight.size()).isEqualTo(open.size());
    }

    @Test
    void identifiersAreHandedOutInTurnAndBeginAgainAt1() {
        for (int expected = 1; expected <= 65535; expected++) {
            Delivery delivery = delivery();
            assertThat(inFlight.add(delivery)).isEqualTo(expected);
            inFlight.remove(delivery);
        }

        assertThat(inFlight.add(delivery())).isEqualTo(1);
    }

    @Test
    void anIdentifierStillInUseIsSkippedWhenTheyBeginAgain() {
        Delivery first = delivery();
        inFlight.add(first);
        int rounds = 0;
        for (int before = 1; rounds < 3; ) {
            Delivery delivery = delivery();
            int id = inFlight.add(delivery);
            inFlight.remove(delivery);
            assertThat(id).isNotEqualTo(1);
            rounds += id < before ? 1 : 0;
            before = id;
        }

        assertThat(inFlight.get(1)).isSameAs(first);
    }

    @Test
    void allIdentifiersCanBeInUseAtOnce() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 65535; i++) {
            ids.add(inFlight.add(delivery()));
        }

        assertThat(ids).hasSize(65535);
        assertThat(inFlight.size()).isEqualTo(65535);
    }

    @Test
    void theOrderIsThatOfSendingAlsoWhenIdentifiersBeganAgain() {
        Deque<Delivery> open = new ArrayDeque<>();
        for (int i = 0; i < 65_600; i++) {
            Delivery delivery = delivery();
            inFlight.add(delivery);
            open.addLast(delivery);
            if (open.size() > 20) {
                inFlight.remove(open.removeFirst());
            }
        }

        assertThat(inFlight.inOrder()).containsExactlyElementsOf(open);
    }

    @Test
    void restoredDeliveriesKeepTheirIdentifiersAndNewOnesGetOthers() {
        List<Integer> stored = List.of(16, 32, 65535, 1, 17, 4096);
        for (int id : stored) {
            Delivery delivery = delivery();
            delivery.packetId = (char) id;
            inFlight.restore(delivery);
        }

        Set<Integer> fresh = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            fresh.add(inFlight.add(delivery()));
        }

        assertThat(fresh).hasSize(1000).doesNotContainAnyElementsOf(stored);
        assertThat(inFlight.inOrder().subList(0, stored.size()))
                .extracting(delivery -> (int) delivery.packetId)
                .containsExactlyElementsOf(stored);
    }

    @Test
    void anUnknownIdentifierIsNotFound() {
        inFlight.add(delivery());

        assertThat(inFlight.get(2)).isNull();
        assertThat(inFlight.get(17)).isNull();
        assertThat(inFlight.get(65535)).isNull();
    }

    private Delivery delivery() {
        Delivery delivery = new Delivery(null, 1, false, Delivery.NO_IDENTIFIERS, null);
        delivery.sequence = ++sequence;
        return delivery;
    }
}
