package io.caracal.rest.login;

import io.caracal.api.auth.Merged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Joins entries to those that are there, by name, and counts what became of them. */
final class Merging<T> {
    private final Function<T, String> name;
    private Merged result = new Merged(0, 0, 0);

    Merging(Function<T, String> name) {
        this.name = name;
    }

    List<T> join(List<T> present, List<T> wanted) {
        Map<String, T> joined = new LinkedHashMap<>();
        present.forEach(entry -> joined.put(name.apply(entry), entry));
        long added = 0;
        long unchanged = 0;
        for (T entry : wanted) {
            T before = joined.put(name.apply(entry), entry);
            added += before == null ? 1 : 0;
            unchanged += entry.equals(before) ? 1 : 0;
        }
        result = new Merged(added, wanted.size() - added - unchanged, unchanged);
        return new ArrayList<>(joined.values());
    }

    Merged result() {
        return result;
    }
}
