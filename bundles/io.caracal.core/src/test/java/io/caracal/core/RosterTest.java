package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries keep their order and can be read on behind any number. */
class RosterTest {
    private record Entry(long serial) implements Roster.Numbered {}

    private final Roster<Entry> roster = new Roster<>();

    private List<Long> after(long serial, int most) {
        List<Entry> read = new ArrayList<>();
        roster.readAfter(serial, most, read);
        return read.stream().map(Entry::serial).toList();
    }

    @Test
    void anEmptyOneHasNothingToRead() {
        assertThat(after(0, 10)).isEmpty();
        assertThat(roster.at(0)).isNull();
    }

    @Test
    void isReadBehindAnEntryThatHasGone() {
        for (long serial = 1; serial <= 5; serial++) {
            roster.add(new Entry(serial));
        }
        roster.remove(new Entry(3));

        assertThat(after(3, 10)).containsExactly(4L, 5L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesAsASortedMapWhateverComesAndGoes(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Entry> model = new TreeMap<>();
        long next = 1;
        for (int i = 0; i < 20_000; i++) {
            // Long phases of growth and of decline, so that chunks fill, empty and join.
            boolean add = random.nextInt(10) < (i / 3000 % 2 == 0 ? 7 : 2);
            if (add || model.isEmpty()) {
                Entry entry = new Entry(next++);
                roster.add(entry);
                model.put(entry.serial, entry);
            } else {
                Long about = model.ceilingKey(random.nextLong(next));
                roster.remove(Objects.requireNonNull(model.remove(about == null ? model.lastKey() : about)));
            }
            if (i % 50 == 0) {
                assertSame(model, random.nextLong(next + 1), random.nextInt(1200));
            }
        }
    }

    private void assertSame(TreeMap<Long, Entry> model, long serial, int most) {
        assertThat(roster.size()).isEqualTo(model.size());
        assertThat(after(serial, most))
                .isEqualTo(model.tailMap(serial, false).keySet().stream()
                        .limit(most)
                        .toList());
        int index = model.headMap(serial, true).size();
        Map.Entry<Long, Entry> expected = model.higherEntry(serial);
        assertThat(roster.at(index)).isEqualTo(expected == null ? null : expected.getValue());
    }
}
