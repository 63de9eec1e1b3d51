package io.caracal.connect;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who has a connector open. */
final class Users {
    private final Set<Use> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();

    void add(Use use) {
        open.add(use);
    }

    void remove(Use use) {
        open.remove(use);
        runIfNobody();
    }

    /** Runs something, once, as soon as nobody uses the connector, which may be at once. */
    void whenNobody(Runnable task) {
        last.set(task);
        runIfNobody();
    }

    private void runIfNobody() {
        if (open.isEmpty()) {
            Runnable task = last.getAndSet(null);
            if (task != null) {
                task.run();
            }
        }
    }

    /** Sorted, each once. */
    List<String> names() {
        return open.stream().map(Use::user).distinct().sorted().toList();
    }
}
