package io.caracal.api.broker;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may not connect, whatever the authentication chain would say: he is refused before it is asked (0x8A, in MQTT 3.x return code 5).
 * A new ban also ends the connections of those that it hits (0x98, for DISCONNECT has no 0x8A); their sessions stay as they would when
 * a connection breaks. Bans outlive the broker and end by themselves.
 */
@ProviderType
public interface Banned {
    /** The most bans by regular expression, and the most kept in all. */
    int MAX_EXPRESSIONS = 1000;

    /** The most bans in all. */
    int MAX_BANS = 1_000_000;

    /**
     * Bans in force or to come, in the order of their kind and of {@code who}. No event loop takes part; a page by its cursor costs its
     * own entries and those that do not match between them, a page by an offset also those before it.
     */
    Page<Ban> list(BanQuery query, PageRequest page);

    /** One ban. */
    Optional<Ban> get(Ban.Kind as, String who);

    /**
     * Bans.
     *
     * @return complete when the ban is on disk, failed if it cannot be written; it is in force when this method returns, and then stays so
     *     until the broker ends. The ban as it is kept, its address or network
     *     in the usual notation; empty if there is one of that kind for the same already, and then nothing has changed. Fails with
     *     {@link InvalidRequestException} if {@code who} is no address, network or regular expression, or there are too many
     */
    CompletionStage<Optional<Ban>> add(Ban ban);

    /**
     * What became of bans that were joined to those that are there, or would become of them.
     *
     * @param added bans that there were none of
     * @param replaced bans that were there with another end, reason or author
     * @param unchanged bans that were there just so
     * @param ended bans that have run out and were left out
     */
    record Merged(long added, long replaced, long unchanged, long ended) {}

    /**
     * Adds bans, or puts them in the place of those of the same kind for the same: all of them or none. Like {@link #add} it ends connections.
     *
     * @param dryRun true to change nothing
     * @return complete when they are on disk. Fails with {@link InvalidRequestException} naming the first that cannot be used, or if there are
     *     too many
     */
    CompletionStage<Merged> merge(List<Ban> bans, boolean dryRun);

    /**
     * Lifts a ban.
     *
     * @return false if there was none; complete when that is on disk
     */
    CompletionStage<Boolean> remove(Ban.Kind as, String who);

    /** Lifts every ban; returns how many there were. */
    CompletionStage<Long> clear();
}
