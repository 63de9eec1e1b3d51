package io.caracal.store.memory;

import static io.caracal.store.memory.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.store.StoredDelivery;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The queue holds what a sorted set would hold. */
class DeliveryQueuePropertyTest {

    @Property(tries = 2000)
    void queueHoldsWhatASortedSetHolds(@ForAll @Size(max = 100) List<@IntRange(min = -12, max = 12) Integer> steps) {
        DeliveryQueue queue = new DeliveryQueue();
        TreeSet<Long> model = new TreeSet<>();
        long next = 0;
        for (int step : steps) {
            if (step > 0) {
                next += step;
                queue.add(new Delivery(new StoredDelivery("c", next, 1, false, new int[0], null, 0), message("t")));
                model.add(next);
            } else if (!model.isEmpty()) {
                long sequence =
                        model.stream().skip(-step % model.size()).findFirst().orElseThrow();
                queue.complete(sequence);
                model.remove(sequence);
                assertThat(queue.get(sequence)).isNull();
            }
            assertThat(queue.entries())
                    .extracting(entry -> entry.delivery().sequence())
                    .containsExactlyElementsOf(model);
        }
    }
}
