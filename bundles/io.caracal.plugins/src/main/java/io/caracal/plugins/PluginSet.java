package io.caracal.plugins;

import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All plugins, whoever owns them. Two threads come here, the one that looks at the folder and the one that makes changes on request;
 * one at a time gets in.
 */
final class PluginSet {
    private final PluginFolder folder;
    private final PluginEngine engine;
    private final Staging staging;
    private final Journal journal;
    private final Ownership ownership;
    private final Proposals proposals;
    private final Planner planner;
    private final KeptPlugins kept;
    private final Consumer<PluginEvent> events;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean unrecorded;
    private volatile List<PluginEntry> entries = List.of();

    PluginSet(
            PluginFolder folder,
            PluginEngine engine,
            Staging staging,
            Journal journal,
            Ownership ownership,
            Proposals proposals,
            Planner planner,
            KeptPlugins kept,
            Consumer<PluginEvent> events) {
        this.folder = folder;
        this.engine = engine;
        this.staging = staging;
        this.journal = journal;
        this.ownership = ownership;
        this.proposals = proposals;
        this.planner = planner;
        this.kept = kept;
        this.events = events;
    }

    /** The plugins as they were after the last look or change. */
    List<PluginEntry> entries() {
        return entries;
    }

    /**
     * Looks at the folder and brings what is installed in line with it and with the journal.
     *
     * @return true if some file has not come to rest, so that one should look again soon
     * @throws IOException if the folder, or that of the private copies, cannot be read or written
     */
    boolean look() throws IOException {
        lock.lock();
        try {
            boolean restless = folder.scan();
            if (unrecorded) {
                record(ownership.state());
            }
            releaseHeldBack();
            kept.load();
            engine.reconcile(ownership.claims());
            kept.settle();
            reportUnused();
            tidy();
            return restless;
        } finally {
            lock.unlock();
        }
    }

    /** What a change would do. */
    PluginPlan plan(PluginChange change) throws PluginException {
        lock.lock();
        try {
            return planner.plan(proposals.of(change, ""), true);
        } catch (RefusedException e) {
            return new PluginPlan(
                    name(change), "", "", List.of(), List.of(), List.of(), List.of(), List.of(e.reason()));
        } finally {
            tidyQuietlyAndUnlock();
        }
    }

    /** Makes a change. */
    PluginPlan apply(PluginChange change, String actor, String source) throws PluginException {
        lock.lock();
        try {
            Proposal proposal = proposals.of(change, actor);
            PluginPlan plan = planner.plan(proposal, false);
            if (!proposal.obstacles().isEmpty()) {
                throw proposal.obstacles().getFirst();
            }
            if (!plan.refusals().isEmpty()) {
                throw new PluginException(Kind.CONFLICT, String.join("; ", plan.refusals()));
            }
            carryOut(proposal, actor, source);
            return plan;
        } catch (RefusedException e) {
            throw new PluginException(Kind.REFUSED, e.reason(), e);
        } finally {
            tidyQuietlyAndUnlock();
        }
    }

    private void carryOut(Proposal proposal, String actor, String source) throws PluginException {
        JournalState before = ownership.state();
        PendingChange pending = new PendingChange(
                proposal.operation(),
                proposal.name(),
                proposal.from(),
                proposal.to(),
                actor,
                source,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                false);
        try {
            staging.secure(proposal.unit().map(PluginUnit::bundles).orElse(List.of()));
            journal.write(before.pending(Optional.of(pending)));
        } catch (IOException e) {
            throw new PluginException(
                    Kind.INTERNAL,
                    "the change cannot be recorded (" + e + "), so it is not made; is the disk full?",
                    e);
        }
        List<Claim> claims = ownership.claims(proposal);
        try {
            engine.change(proposal.claim(), claims, () -> commit(proposal, pending));
        } catch (RefusedException e) {
            record(before);
            Kind kind = Thread.currentThread().isInterrupted()
                    ? Kind.STOPPING
                    : e.getCause() instanceof IOException
                            ? Kind.INTERNAL
                            : e.remedy() == RefusedException.Remedy.CONTENT ? Kind.REFUSED : Kind.FAILED;
            throw new PluginException(kind, e.reason(), e);
        }
        record(proposal.after());
        events.accept(new PluginEvent.Changed(pending));
    }

    /** The moment at which the change happens, as far as anyone can tell who comes after a crash. */
    private void commit(Proposal proposal, PendingChange pending) throws RefusedException {
        try {
            journal.write(proposal.after().pending(Optional.of(pending.done())));
        } catch (IOException e) {
            throw RefusedException.surroundings("the change cannot be recorded (" + e + "); is the disk full?", e);
        }
        proposal.claim()
                .filter(claim -> !(claim instanceof TrackedFile))
                .ifPresent(claim -> ownership.set(proposal.name(), claim));
        ownership.set(proposal.after());
    }

    /** Notes that nothing is under way any more. If that fails, the next start finds out by itself. */
    private void record(JournalState state) {
        try {
            journal.write(state.pending(Optional.empty()));
        } catch (IOException e) {
            events.accept(new PluginEvent.Warned("plugins", "The end of a change could not be recorded (" + e + ")"));
        }
    }

    /** What was held back for the sake of a file need not be when the file is gone. */
    private void releaseHeldBack() throws IOException {
        for (ManagedPlugin plugin : ownership.state().plugins().values()) {
            if (plugin.heldBack() && folder.bringing(plugin.name()).isEmpty()) {
                JournalState after = ownership.state().without(plugin.name());
                journal.write(after);
                ownership.set(after);
            }
        }
    }

    private void reportUnused() {
        for (ManagedPlugin plugin : ownership.state().plugins().values()) {
            for (TrackedFile file : folder.bringing(plugin.name())) {
                String text = file.origin() + " is not used: plugin=" + plugin.name()
                        + (plugin.heldBack() ? " was removed" : " was taken over") + " at run time";
                if (file.news(text)) {
                    events.accept(new PluginEvent.Warned("plugins", text));
                }
            }
        }
    }

    private void tidy() throws IOException {
        entries = new PluginCatalog(folder, ownership, engine).entries();
        Stream<Path> claimed = Stream.concat(folder.tracked().stream(), ownership.claims().stream())
                .flatMap(Claim::units)
                .flatMap(unit -> unit.bundles().stream())
                .map(PluginBundle::jar);
        Set<Path> used = Stream.concat(claimed, kept.copies()).collect(Collectors.toSet());
        staging.keepOnly(used);
    }

    private void tidyQuietlyAndUnlock() {
        try {
            tidy();
        } catch (IOException e) {
            events.accept(
                    new PluginEvent.Warned("plugins", "Copies that nobody needs could not be deleted (" + e + ")"));
        } finally {
            lock.unlock();
        }
    }

    private static String name(PluginChange change) {
        return switch (change) {
            case PluginChange.Install _ -> "";
            case PluginChange.Update update -> update.name();
            case PluginChange.Rollback rollback -> rollback.name();
            case PluginChange.Remove remove -> remove.name();
        };
    }
}
