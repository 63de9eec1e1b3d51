package io.caracal.api.auth;

import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The {@link UserDatabase}s of all elements of all chains together, also of those that do not run, for administrators who take users from
 * one broker to another. Any thread, never blocks; failures of the disk complete exceptionally with an {@link java.io.IOException}.
 */
@ProviderType
public interface UserDatabases {
    /**
     * A user and the database that has it.
     *
     * @param chain empty for the chain of the broker, else the listener's id, {@code tcp:default}
     * @param element {@code password_based:built_in_database}
     */
    record Owned(String chain, String element, StoredUser user) {}

    /**
     * Everybody at one moment, database by database.
     *
     * @param visitor called on one thread of the database; what it throws ends the visit and completes the stage exceptionally
     */
    CompletionStage<Void> forEach(Consumer<Owned> visitor);

    /**
     * Adds users, or puts them in the place of those with the same id: all of them or none.
     *
     * @param users asked once, on a thread of the database; what it throws undoes everything and completes the stage exceptionally
     * @param dryRun true to change nothing
     */
    CompletionStage<Merged> merge(Supplier<Iterator<Owned>> users, boolean dryRun);
}
