package io.caracal.store.memory;

import static io.caracal.store.memory.Messages.message;
import static io.caracal.store.memory.Messages.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of changes gives what a map, searched naively, would give. */
class RetainedPropertyTest {
    private static final int LIMIT = 8;

    enum Kind {
        PUT,
        REMOVE,
        EXPIRE
    }

    /**
     * @param life how long the message of a PUT lives, 0 for ever
     * @param filter what is looked up afterwards
     */
    record Step(Kind kind, String topic, int life, String filter) {}

    @Property(tries = 2000)
    void storeFindsWhatAMapOfMessagesFinds(@ForAll("steps") List<Step> steps) {
        long[] time = {0};
        MemoryRetainedStore store = new MemoryRetainedStore(() -> Instant.ofEpochMilli(time[0]));
        Map<String, Message> model = new HashMap<>();
        for (Step step : steps) {
            time[0]++;
            apply(step, time[0], store, model);
            assertThat(store.size()).isEqualTo(model.size());
            List<Message> expected = new ArrayList<>(model.values());
            expected.removeIf(message -> message.expired(time[0]) || !matches(step.filter(), message.topicName()));
            assertThat(now(store.match(step.filter()))).containsExactlyInAnyOrderElementsOf(expected);
        }
        model.keySet().forEach(store::remove);
        assertThat(store.isBare()).isTrue();
    }

    private static void apply(Step step, long time, MemoryRetainedStore store, Map<String, Message> model) {
        switch (step.kind()) {
            case PUT -> {
                Message message = message(step.topic(), step.life() == 0 ? Message.NEVER : time + step.life());
                boolean fits = model.containsKey(step.topic()) || model.size() < LIMIT;
                assertThat(now(store.put(message, LIMIT))).isEqualTo(fits);
                if (fits) {
                    model.put(step.topic(), message);
                }
            }
            case REMOVE -> {
                store.remove(step.topic());
                model.remove(step.topic());
            }
            case EXPIRE -> {
                store.expire(time);
                model.values().removeIf(message -> message.expired(time));
            }
        }
    }

    /** MQTT 5.0, section 4.7, as plainly as it reads. */
    private static boolean matches(String filter, String topic) {
        boolean hidden = topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"));
        return !hidden && matches(List.of(filter.split("/", -1)), List.of(topic.split("/", -1)));
    }

    private static boolean matches(List<String> filter, List<String> topic) {
        if (filter.isEmpty()) {
            return topic.isEmpty();
        }
        String level = filter.getFirst();
        if (level.equals("#")) {
            return true;
        }
        return !topic.isEmpty()
                && (level.equals("+") || level.equals(topic.getFirst()))
                && matches(filter.subList(1, filter.size()), topic.subList(1, topic.size()));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> name = Arbitraries.of("", "a", "b", "$s");
        Arbitrary<String> topic = name.list().ofMinSize(1).ofMaxSize(3).map(levels -> String.join("/", levels));
        Arbitrary<String> level = Arbitraries.of("", "a", "b", "$s", "+", "+");
        Arbitrary<String> filter = Combinators.combine(
                        level.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of("", "", "/#"))
                .as((levels, end) -> String.join("/", levels) + end);
        return Combinators.combine(
                        Arbitraries.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.REMOVE, Kind.EXPIRE),
                        topic,
                        Arbitraries.of(0, 0, 1, 3, 10),
                        Arbitraries.oneOf(filter, filter, filter, Arbitraries.of("#")))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
