package io.caracal.auth.scram;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;

/** Users that are gone after the test. */
final class MemoryUsers implements UserDatabase {
    final ConcurrentSkipListMap<String, StoredUser> users = new ConcurrentSkipListMap<>();

    private static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public CompletionStage<Optional<StoredUser>> find(String userId) {
        return now(Optional.ofNullable(users.get(userId)));
    }

    @Override
    public CompletionStage<Boolean> add(StoredUser user) {
        return now(users.putIfAbsent(user.userId(), user) == null);
    }

    @Override
    public CompletionStage<Boolean> replace(StoredUser user) {
        return now(users.replace(user.userId(), user) != null);
    }

    @Override
    public CompletionStage<Void> putAll(Collection<StoredUser> all) {
        all.forEach(user -> users.put(user.userId(), user));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> remove(String userId) {
        return now(users.remove(userId) != null);
    }

    @Override
    public CompletionStage<UserPage> list(String like, Optional<Boolean> superuser, int page, int limit) {
        return now(new UserPage(List.copyOf(users.values()), users.size()));
    }
}
