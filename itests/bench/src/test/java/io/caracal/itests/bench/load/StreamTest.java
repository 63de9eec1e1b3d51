package io.caracal.itests.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamTest {
    private final Stream stream = new Stream();
    private final Faults faults = new Faults();

    private void accept(int... sequences) {
        for (int sequence : sequences) {
            stream.accept(sequence, faults);
        }
    }

    @Test
    void messagesInOrderAreFaultless() {
        accept(0, 1, 2, 3);
        assertThat(stream.missing(4)).isZero();
        assertThat(faults.duplicates + faults.reordered).isZero();
    }

    @Test
    void gapsAreMissing() {
        accept(1, 2, 5);
        assertThat(stream.missing(6)).isEqualTo(3);
        assertThat(faults.reordered).isZero();
    }

    @Test
    void everyCopyIsADuplicateWhereverItComes() {
        accept(0, 1, 1, 3, 3, 0, 2, 3, 2);
        assertThat(stream.missing(4)).isZero();
        assertThat(faults.duplicates).isEqualTo(5);
    }

    @Test
    void whatComesAfterALaterOneIsOutOfOrder() {
        accept(0, 3, 1, 2, 4);
        assertThat(stream.missing(5)).isZero();
        assertThat(faults.reordered).isEqualTo(2);
        assertThat(faults.duplicates).isZero();
    }

    @Test
    void orderIsFoundAgainAfterDisorder() {
        accept(2, 0, 1, 3, 4, 5);
        assertThat(stream.missing(6)).isZero();
        assertThat(faults.reordered).isEqualTo(2);
    }
}
