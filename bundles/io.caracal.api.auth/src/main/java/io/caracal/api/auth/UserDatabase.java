package io.caracal.api.auth;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The users of one element of an authentication chain, on the broker's disk. They stay when the element or its bundle goes and are
 * there again when it comes back. A change is on the disk when its stage completes. Any thread, never blocks; failures of the disk
 * complete exceptionally with an {@link java.io.IOException}.
 */
@ProviderType
public interface UserDatabase {
    /** One user; completed at once as long as there are none at all. */
    CompletionStage<Optional<StoredUser>> find(String userId);

    /** Adds a user; false if there is one of that id, which then stays as it is. */
    CompletionStage<Boolean> add(StoredUser user);

    /** Replaces a user; false if there is none of that id. */
    CompletionStage<Boolean> replace(StoredUser user);

    /** Adds or replaces users: all of them or none. */
    CompletionStage<Void> putAll(Collection<StoredUser> users);

    /** Removes a user; false if there is none of that id. */
    CompletionStage<Boolean> remove(String userId);

    /**
     * A page of users in the order of their ids.
     *
     * @param like a part of the ids to show, empty for all
     * @param superuser whether to show superusers or others only; empty for both
     * @param page from 1
     * @param limit how many users a page has
     */
    CompletionStage<UserPage> list(String like, Optional<Boolean> superuser, int page, int limit);

    /**
     * A page.
     *
     * @param count how many there are on all pages
     */
    record UserPage(List<StoredUser> users, long count) {
        public UserPage {
            users = List.copyOf(users);
        }
    }
}
