package io.caracal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.cli.bench.Stream.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamTest {
    private static List<Kind> kinds(Stream stream, int... sequences) {
        return IntStream.of(sequences).mapToObj(stream::accept).toList();
    }

    @Test
    void messagesInOrderLeaveNoGap() {
        Stream stream = new Stream(0);

        assertThat(kinds(stream, 0, 1, 2, 3)).containsOnly(Kind.NEW);
        assertThat(stream.gaps()).isZero();
    }

    @Test
    void whatIsSkippedIsAGap() {
        Stream stream = new Stream(0);

        assertThat(kinds(stream, 0, 3, 4)).containsOnly(Kind.NEW);
        assertThat(stream.gaps()).isEqualTo(2);
    }

    @Test
    void whatComesLateClosesItsGap() {
        Stream stream = new Stream(0);

        assertThat(kinds(stream, 1, 0, 2)).containsExactly(Kind.NEW, Kind.LATE, Kind.NEW);
        assertThat(stream.gaps()).isZero();
    }

    @Test
    void whatComesAgainIsNotCounted() {
        Stream stream = new Stream(0);

        assertThat(kinds(stream, 0, 0, 3, 3, 1, 1))
                .containsExactly(Kind.NEW, Kind.AGAIN, Kind.NEW, Kind.AGAIN, Kind.LATE, Kind.AGAIN);
        assertThat(stream.gaps()).isEqualTo(1);
    }

    @Test
    void whoComesLaterMissesNothingOfBefore() {
        Stream stream = new Stream(1000);

        assertThat(kinds(stream, 1000, 1002, 999)).containsExactly(Kind.NEW, Kind.NEW, Kind.LATE);
        assertThat(stream.gaps()).isEqualTo(1);
    }

    @Test
    void streamsOfManyOriginsAreKeptApart() {
        Streams streams = new Streams();
        for (int origin = -500; origin < 500; origin++) {
            streams.put(origin * 7919, new Stream(0)).accept(1);
        }

        assertThat(streams.gaps()).isEqualTo(1000);
        assertThat(streams.get(499 * 7919)).isNotNull();
        assertThat(streams.get(1)).isNull();
    }
}
