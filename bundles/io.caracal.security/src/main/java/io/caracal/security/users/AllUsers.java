package io.caracal.security.users;

import io.caracal.api.auth.Merged;
import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserDatabases;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The users of all elements, each a map of the file. */
public final class AllUsers implements UserDatabases {
    private final DiskStore store;

    public AllUsers(DiskStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Owned> visitor) {
        return store.read(true, file -> {
                    for (String name : List.copyOf(file.getMapNames())) {
                        DiskUsers.Owner.of(name).ifPresent(owner -> visit(file, owner, visitor));
                    }
                    return true;
                })
                .thenApply(_ -> null);
    }

    private static void visit(MVStore file, DiskUsers.Owner owner, Consumer<Owned> visitor) {
        for (var each = owner.map(file).cursor(null); each.hasNext(); ) {
            String id = each.next();
            StoredUser user = UserText.read(id, each.getValue());
            visitor.accept(new Owned(owner.chain(), owner.element(), user));
        }
    }

    @Override
    public CompletionStage<Merged> merge(Supplier<Iterator<Owned>> users, boolean dryRun) {
        return dryRun
                ? store.readOr(
                        () -> merge(users.get(), (_, count) -> count.differs(null, "")),
                        file -> merge(users.get(), (owned, count) -> differs(file, owned, count)))
                : store.write(file -> merge(users.get(), (owned, count) -> put(file, owned, count)));
    }

    private interface Step {
        void take(Owned owned, MergeCount count);
    }

    private static Merged merge(Iterator<Owned> users, Step step) {
        MergeCount count = new MergeCount();
        users.forEachRemaining(owned -> step.take(owned, count));
        return count.result();
    }

    private static boolean differs(MVStore file, Owned owned, MergeCount count) {
        return count.differs(map(file, owned).get(owned.user().userId()), UserText.write(owned.user()));
    }

    private static void put(MVStore file, Owned owned, MergeCount count) {
        if (differs(file, owned, count)) {
            map(file, owned).put(owned.user().userId(), UserText.write(owned.user()));
        }
    }

    private static MVMap<String, String> map(MVStore file, Owned owned) {
        return new DiskUsers.Owner(owned.chain(), owned.element()).map(file);
    }
}
