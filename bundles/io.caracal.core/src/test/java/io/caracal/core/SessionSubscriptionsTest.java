package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.core.routing.Destination;
import io.caracal.core.routing.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** With none, one and several subscriptions. */
class SessionSubscriptionsTest {
    private final SessionSubscriptions subscriptions = new SessionSubscriptions();

    private static final Destination CLIENT = new Destination() {
        @Override
        public String clientId() {
            return "client";
        }

        @Override
        public boolean available() {
            return true;
        }
    };

    @Test
    void anotherWithTheSameFilterTakesThePlaceOfTheOnlyOne() {
        Subscription first = subscription("a/b");
        Subscription second = subscription("a/b");
        subscriptions.put(first);

        assertThat(subscriptions.put(second)).isSameAs(first);
        assertThat(subscriptions.all()).containsExactly(second);
    }

    @Test
    void readingGoesOnBehindAFilterThatIsGone() {
        subscriptions.put(subscription("b"));

        assertThat(filters("a")).containsExactly("b");
        assertThat(filters("b")).isEmpty();
        assertThat(filters("c")).isEmpty();
    }

    @Test
    void theyAreAsASortedMapHasThem() {
        Random random = new Random(7);
        TreeMap<String, Subscription> expected = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            String filter = "f" + random.nextInt(4);
            if (random.nextInt(50) == 0) {
                expected.clear();
                subscriptions.clear();
            } else if (random.nextBoolean()) {
                Subscription made = subscription(filter);
                assertThat(subscriptions.put(made)).isSameAs(expected.put(filter, made));
            } else {
                assertThat(subscriptions.remove(filter)).isSameAs(expected.remove(filter));
            }

            assertThat(subscriptions.all()).containsExactlyElementsOf(expected.values());
            assertThat(subscriptions.behind(filter))
                    .containsExactlyElementsOf(expected.tailMap(filter, false).values());
            assertThat(subscriptions.get(filter)).isSameAs(expected.get(filter));
            assertThat(walked()).containsExactlyElementsOf(expected.keySet());
            assertThat(subscriptions.size()).isEqualTo(expected.size());
            assertThat(subscriptions.isEmpty()).isEqualTo(expected.isEmpty());
        }
    }

    private List<String> filters(String behind) {
        return subscriptions.behind(behind).stream().map(Subscription::filter).toList();
    }

    private List<String> walked() {
        List<String> filters = new ArrayList<>();
        for (Subscription next = subscriptions.next(null); next != null; next = subscriptions.next(next.filter())) {
            filters.add(next.filter());
        }
        return filters;
    }

    private static Subscription subscription(String filter) {
        return new Subscription(CLIENT, filter, 0, false, false, 0, 0);
    }
}
