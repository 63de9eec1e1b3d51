package io.caracal.security.users;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The users of one element, a map of the file. */
public final class DiskUsers implements UserDatabase {
    private static final UserPage NONE = new UserPage(List.of(), 0);

    private final DiskStore store;
    private final Owner owner;

    /** Whose users they are; the name of the map tells it. */
    record Owner(String chain, String element) {
        private static final String PREFIX = "users/";

        static Optional<Owner> of(String map) {
            int end = map.indexOf('/', PREFIX.length());
            return map.startsWith(PREFIX) && end >= 0
                    ? Optional.of(new Owner(map.substring(PREFIX.length(), end), map.substring(end + 1)))
                    : Optional.empty();
        }

        MVMap<String, String> map(MVStore file) {
            return DiskStore.texts(file, PREFIX + chain + "/" + element);
        }
    }

    /**
     * The users of an element.
     *
     * @param chain empty for the global chain, else the listener's id, {@code tcp:default}
     * @param element {@code password_based:built_in_database}
     */
    public DiskUsers(DiskStore store, String chain, String element) {
        this.store = store;
        this.owner = new Owner(chain, element);
    }

    @Override
    public CompletionStage<Optional<StoredUser>> find(String userId) {
        return store.read(
                Optional.empty(),
                file -> Optional.ofNullable(map(file).get(userId)).map(text -> UserText.read(userId, text)));
    }

    @Override
    public CompletionStage<Boolean> add(StoredUser user) {
        return store.write(file -> map(file).putIfAbsent(user.userId(), UserText.write(user)) == null);
    }

    @Override
    public CompletionStage<Boolean> replace(StoredUser user) {
        return store.write(file -> map(file).replace(user.userId(), UserText.write(user)) != null);
    }

    @Override
    public CompletionStage<Void> putAll(Collection<StoredUser> users) {
        return store.write(file -> {
            MVMap<String, String> map = map(file);
            users.forEach(user -> map.put(user.userId(), UserText.write(user)));
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> remove(String userId) {
        return store.write(file -> map(file).remove(userId) != null);
    }

    @Override
    public CompletionStage<UserPage> list(String like, Optional<Boolean> superuser, int page, int limit) {
        long first = (page - 1L) * limit;
        return store.read(
                NONE,
                file -> like.isEmpty() && superuser.isEmpty()
                        ? everyone(map(file), first, limit)
                        : some(map(file), like, superuser, first, limit));
    }

    private static UserPage everyone(MVMap<String, String> map, long first, int limit) {
        long count = map.sizeAsLong();
        List<StoredUser> users = new ArrayList<>();
        if (first < count) {
            Iterator<String> ids = map.keyIterator(map.getKey(first));
            while (ids.hasNext() && users.size() < limit) {
                String id = ids.next();
                Optional.ofNullable(map.get(id))
                        .map(text -> UserText.read(id, text))
                        .ifPresent(users::add);
            }
        }
        return new UserPage(users, count);
    }

    private static UserPage some(
            MVMap<String, String> map, String like, Optional<Boolean> superuser, long first, int limit) {
        long count = 0;
        List<StoredUser> users = new ArrayList<>();
        for (var each = map.cursor(null); each.hasNext(); ) {
            String id = each.next();
            String text = each.getValue();
            boolean wanted = id.contains(like)
                    && superuser.map(which -> which == UserText.superuser(text)).orElse(true);
            if (wanted && count++ >= first && users.size() < limit) {
                users.add(UserText.read(id, text));
            }
        }
        return new UserPage(users, count);
    }

    private MVMap<String, String> map(MVStore file) {
        return owner.map(file);
    }
}
