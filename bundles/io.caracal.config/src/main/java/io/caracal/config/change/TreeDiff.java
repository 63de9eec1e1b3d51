package io.caracal.config.change;

import io.caracal.api.config.Difference;
import io.caracal.config.settings.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different between two trees of plain values, leaf by leaf; lists are leaves. */
final class TreeDiff {
    /** A leaf that is different; absent values are null. */
    record Leaf(
            List<String> path,
            @Nullable Object before,
            @Nullable Object after) {
        /** For everybody's eyes. */
        Difference masked() {
            return new Difference(Trees.text(path), Secrets.mask(before), Secrets.mask(after));
        }
    }

    private final List<Leaf> leaves = new ArrayList<>();

    private TreeDiff() {}

    static List<Leaf> between(List<String> path, @Nullable Object before, @Nullable Object after) {
        TreeDiff diff = new TreeDiff();
        diff.compare(path, before, after);
        return diff.leaves;
    }

    private void compare(List<String> path, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        boolean maps = (before == null || before instanceof Map<?, ?>) && (after == null || after instanceof Map<?, ?>);
        Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> now = after instanceof Map<?, ?> map ? map : Map.of();
        if (!maps || old.isEmpty() && now.isEmpty()) {
            leaves.add(new Leaf(List.copyOf(path), before, after));
            return;
        }
        TreeSet<String> keys = new TreeSet<>();
        old.keySet().forEach(key -> keys.add(String.valueOf(key)));
        now.keySet().forEach(key -> keys.add(String.valueOf(key)));
        for (String key : keys) {
            List<String> child = new ArrayList<>(path);
            child.add(key);
            compare(child, old.get(key), now.get(key));
        }
    }
}
