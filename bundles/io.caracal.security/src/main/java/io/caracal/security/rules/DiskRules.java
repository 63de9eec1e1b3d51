package io.caracal.security.rules;

import io.caracal.api.auth.AclRule;
import io.caracal.api.auth.Merged;
import io.caracal.api.auth.RuleDatabase;
import io.caracal.security.users.DiskStore;
import io.caracal.security.users.MergeCount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/** Rules in a file of sorted maps: one map for each kind of owner. */
final class DiskRules implements RuleDatabase {
    private static final RulePage NONE = new RulePage(List.of(), 0);

    private final DiskStore store;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    DiskRules(DiskStore store) {
        this.store = store;
    }

    /** Has a task run after each change; it returns at once. */
    void onChange(Runnable task) {
        listeners.add(task);
    }

    void forget(Runnable task) {
        listeners.remove(task);
    }

    /** The rules that concern a client, in their order; completed at once as long as there are none at all. */
    CompletionStage<List<AclRule>> of(String clientId, Optional<String> username) {
        return store.read(List.of(), file -> {
            List<AclRule> rules = new ArrayList<>(rules(file, Kind.CLIENTID, clientId));
            username.ifPresent(name -> rules.addAll(rules(file, Kind.USERNAME, name)));
            rules.addAll(rules(file, Kind.ALL, ""));
            return rules;
        });
    }

    private static List<AclRule> rules(MVStore file, Kind kind, String name) {
        String text = map(file, kind).get(name);
        return text == null ? List.of() : RulesText.readList(text);
    }

    @Override
    public CompletionStage<Optional<Entry>> find(Kind kind, String name) {
        return store.read(
                Optional.empty(),
                file -> Optional.ofNullable(map(file, kind).get(name)).map(text -> entry(name, text)));
    }

    private static Entry entry(String name, String text) {
        return new Entry(name, RulesText.readList(text));
    }

    @Override
    public CompletionStage<RulePage> list(Kind kind, String like, int page, int limit) {
        long first = (page - 1L) * limit;
        return store.read(NONE, file -> {
            long count = 0;
            List<Entry> entries = new ArrayList<>();
            for (var each = map(file, kind).cursor(null); each.hasNext(); ) {
                String name = each.next();
                if (name.contains(like) && count++ >= first && entries.size() < limit) {
                    entries.add(entry(name, each.getValue()));
                }
            }
            return new RulePage(entries, count);
        });
    }

    @Override
    public CompletionStage<Optional<String>> add(Kind kind, List<Entry> entries) {
        return change(file -> {
            MVMap<String, String> map = map(file, kind);
            Optional<String> present =
                    entries.stream().map(Entry::name).filter(map::containsKey).findFirst();
            if (present.isEmpty()) {
                entries.forEach(entry -> map.put(entry.name(), RulesText.write(entry.rules())));
            }
            return present;
        });
    }

    @Override
    public CompletionStage<Void> put(Kind kind, Entry entry) {
        return change(file -> {
                    map(file, kind).put(entry.name(), RulesText.write(entry.rules()));
                    return true;
                })
                .thenApply(_ -> null);
    }

    @Override
    public CompletionStage<Boolean> remove(Kind kind, String name) {
        return change(file -> map(file, kind).remove(name) != null);
    }

    @Override
    public CompletionStage<Void> clear() {
        return change(file -> {
                    for (Kind kind : Kind.values()) {
                        map(file, kind).clear();
                    }
                    return true;
                })
                .thenApply(_ -> null);
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Owned> visitor) {
        return store.read(true, file -> {
                    for (Kind kind : Kind.values()) {
                        for (var each = map(file, kind).cursor(null); each.hasNext(); ) {
                            String name = each.next();
                            visitor.accept(new Owned(kind, entry(name, each.getValue())));
                        }
                    }
                    return true;
                })
                .thenApply(_ -> null);
    }

    @Override
    public CompletionStage<Merged> merge(Supplier<Iterator<Owned>> entries, boolean dryRun) {
        return dryRun
                ? store.readOr(
                        () -> merge(entries.get(), (_, count) -> count.differs(null, "")),
                        file -> merge(entries.get(), (owned, count) -> differs(file, owned, count)))
                : change(file -> merge(entries.get(), (owned, count) -> put(file, owned, count)));
    }

    private interface Step {
        void take(Owned owned, MergeCount count);
    }

    private static Merged merge(Iterator<Owned> entries, Step step) {
        MergeCount count = new MergeCount();
        entries.forEachRemaining(owned -> step.take(owned, count));
        return count.result();
    }

    private static boolean differs(MVStore file, Owned owned, MergeCount count) {
        String before = map(file, owned.kind()).get(owned.entry().name());
        return count.differs(before, RulesText.write(owned.entry().rules()));
    }

    private static void put(MVStore file, Owned owned, MergeCount count) {
        if (differs(file, owned, count)) {
            map(file, owned.kind())
                    .put(owned.entry().name(), RulesText.write(owned.entry().rules()));
        }
    }

    private <T> CompletionStage<T> change(Function<MVStore, T> change) {
        return store.write(change).thenApply(result -> {
            listeners.forEach(Runnable::run);
            return result;
        });
    }

    private static MVMap<String, String> map(MVStore file, Kind kind) {
        return file.openMap(
                "rules/" + kind.name().toLowerCase(Locale.ROOT),
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }
}
