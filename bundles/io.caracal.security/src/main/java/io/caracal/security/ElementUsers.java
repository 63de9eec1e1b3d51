package io.caracal.security;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserAdministration;
import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.auth.UserDatabase.UserPage;
import io.caracal.security.users.UserFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The users of an element: the authenticator knows what is stored of them, the database keeps it. */
final class ElementUsers implements UserAdministration {
    private final Element element;
    private final UserDatabase database;

    ElementUsers(Element element, UserDatabase database) {
        this.element = element;
        this.database = database;
    }

    @Override
    public CompletionStage<UserPage> list(String like, Optional<Boolean> superuser, int page, int limit) {
        return database.list(like, superuser, page, limit);
    }

    @Override
    public CompletionStage<Optional<StoredUser>> find(String userId) {
        return database.find(userId);
    }

    @Override
    public CompletionStage<Optional<StoredUser>> add(NewUser user) {
        return store(user).thenCompose(stored -> database.add(stored)
                .thenApply(added -> added ? Optional.of(stored) : Optional.empty()));
    }

    @Override
    public CompletionStage<Optional<StoredUser>> change(
            String userId, Optional<byte[]> password, Optional<Boolean> superuser) {
        return database.find(userId)
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<StoredUser>empty())
                        : changed(
                                        found.get(),
                                        password,
                                        superuser.orElse(found.get().superuser()))
                                .thenCompose(changed -> database.replace(changed)
                                        .thenApply(
                                                there -> there ? Optional.of(changed) : Optional.<StoredUser>empty())));
    }

    private CompletionStage<StoredUser> changed(StoredUser before, Optional<byte[]> password, boolean superuser) {
        return password.isEmpty()
                ? CompletableFuture.completedFuture(new StoredUser(before.userId(), superuser, before.values()))
                : store(new NewUser(before.userId(), password, Optional.empty(), Optional.empty(), superuser));
    }

    @Override
    public CompletionStage<Boolean> remove(String userId) {
        return database.remove(userId);
    }

    @Override
    public CompletionStage<Integer> importUsers(byte[] file, Format format) {
        List<NewUser> users;
        try {
            users = UserFiles.read(file, format);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return storeAll(users, 0, new ArrayList<>())
                .thenCompose(stored -> database.putAll(stored).thenApply(_ -> stored.size()));
    }

    /** One after the other, so that many passwords do not take the places of clients that wait for their hashes. */
    private CompletionStage<List<StoredUser>> storeAll(List<NewUser> users, int from, List<StoredUser> stored) {
        for (int i = from; i < users.size(); i++) {
            CompletableFuture<StoredUser> next = store(users.get(i)).toCompletableFuture();
            if (!next.isDone() || next.isCompletedExceptionally()) {
                int behind = i + 1;
                return next.thenComposeAsync(user -> {
                    stored.add(user);
                    return storeAll(users, behind, stored);
                });
            }
            stored.add(next.resultNow());
        }
        return CompletableFuture.completedFuture(stored);
    }

    private CompletionStage<StoredUser> store(NewUser user) {
        return element.serving()
                .map(authenticator -> authenticator.store(user))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IOException("the element " + element.id() + " does not run: " + element.reason())));
    }
}
