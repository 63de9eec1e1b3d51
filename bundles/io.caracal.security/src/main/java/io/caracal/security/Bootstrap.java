package io.caracal.security;

import io.caracal.api.auth.UserCredentials.NewUser;
import io.caracal.api.auth.UserDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the users of a file that the database does not have yet, one after the other, while the element serves already. */
final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    private final String element;
    private final LiveAuthenticator authenticator;
    private final UserDatabase database;

    Bootstrap(String element, LiveAuthenticator authenticator, UserDatabase database) {
        this.element = element;
        this.authenticator = authenticator;
        this.database = database;
    }

    void begin(List<NewUser> users) {
        var _ = CompletableFuture.supplyAsync(() -> add(users, 0, 0))
                .thenCompose(added -> added)
                .whenComplete((added, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "authentication element={} cannot add the users of its bootstrap_file",
                                element,
                                failure);
                    } else if (added > 0) {
                        LOG.info("authentication element={} added users={} of its bootstrap_file", element, added);
                    }
                });
    }

    private CompletionStage<Integer> add(List<NewUser> users, int place, int added) {
        if (place == users.size()) {
            return CompletableFuture.completedFuture(added);
        }
        NewUser user = users.get(place);
        return database.find(user.userId())
                .thenCompose(there -> there.isPresent()
                        ? CompletableFuture.completedFuture(false)
                        : authenticator.store(user).thenCompose(database::add))
                .thenComposeAsync(isNew -> add(users, place + 1, isNew ? added + 1 : added));
    }
}
