package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AwaitingRelTest {
    private final AwaitingRel awaitingRel = new AwaitingRel();

    @Test
    void behavesLikeASetOfIdentifiers() {
        Random random = new Random(3);
        Set<Integer> reference = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            int id = 1 + random.nextInt(random.nextBoolean() ? 100 : 65535);
            if (random.nextInt(3) > 0) {
                assertThat(awaitingRel.contains(id)).isEqualTo(reference.contains(id));
                if (reference.add(id)) {
                    awaitingRel.add(id, i);
                }
            } else {
                assertThat(awaitingRel.remove(id)).isEqualTo(reference.remove(id));
            }
            assertThat(awaitingRel.size()).isEqualTo(reference.size());
        }
    }

    @Test
    void holdsAllIdentifiersAtOnce() {
        for (int id = 1; id <= 65535; id++) {
            awaitingRel.add(id, 0);
        }

        assertThat(awaitingRel.size()).isEqualTo(65535);
        assertThat(awaitingRel.contains(1)).isTrue();
        assertThat(awaitingRel.contains(65535)).isTrue();
    }

    @Test
    void onlyWhatIsOlderExpires() {
        awaitingRel.add(1, 10);
        awaitingRel.add(2, 20);
        awaitingRel.add(300, 19);
        awaitingRel.add(17, 5);

        assertThat(awaitingRel.expire(20)).containsExactlyInAnyOrder(1, 17, 300);
        assertThat(awaitingRel.size()).isEqualTo(1);
        assertThat(awaitingRel.contains(2)).isTrue();
        assertThat(awaitingRel.contains(1)).isFalse();
    }
}
