package io.caracal.plugins;

import io.caracal.api.plugins.PluginChange;
import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginSource;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out what a change that was asked for means, given what is there and who owns it. */
final class Proposals {
    private static final String FOLDER = "";

    private final Ownership ownership;
    private final SourceReader sources;
    private final InstantSource clock;

    Proposals(Ownership ownership, SourceReader sources, InstantSource clock) {
        this.ownership = ownership;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Works it out.
     *
     * @throws PluginException if there is nothing to work out: what is named is not there
     * @throws RefusedException if what is to be installed cannot be used
     */
    Proposal of(PluginChange change, String actor) throws PluginException, RefusedException {
        return switch (change) {
            case PluginChange.Install(PluginSource source, boolean takeOver) -> install(source, takeOver, actor);
            case PluginChange.Update(String name, PluginSource source, boolean takeOver) ->
                update(name, source, takeOver, actor);
            case PluginChange.Rollback(String name, boolean takeOver) -> rollback(name, takeOver, actor);
            case PluginChange.Remove(String name, boolean takeOver) -> remove(name, takeOver);
        };
    }

    private Proposal install(PluginSource source, boolean takeOver, String actor)
            throws PluginException, RefusedException {
        SourceReader.Found found = sources.read(source, Optional.empty());
        String name = found.unit().name();
        Optional<PluginUnit> before = ownership.present(name);
        List<PluginException> obstacles = new ArrayList<>(ownership.conflict(name, takeOver));
        boolean same = before.filter(unit -> sameContent(unit, found.unit())).isPresent();
        if (owned(name) && before.isPresent() && !same) {
            obstacles.add(new PluginException(
                    Kind.CONFLICT,
                    "plugin " + name + " is installed already, in version "
                            + before.get().version() + "; update it instead"));
        }
        return replace("install", name, found, before, actor, obstacles);
    }

    private Proposal update(String name, PluginSource source, boolean takeOver, String actor)
            throws PluginException, RefusedException {
        checkThere(name);
        Optional<ManagedPlugin> row = ownership.state().plugin(name);
        if (row.filter(ManagedPlugin::heldBack).isPresent()) {
            throw new PluginException(
                    Kind.NOT_FOUND,
                    "plugin " + name + " is held back; install it, or go back to what it was (rollback)");
        }
        Optional<PluginUnit> before = ownership.present(name);
        SourceReader.Found found = sources.read(source, Optional.of(new SourceReader.Known(name, before, row)));
        List<PluginException> obstacles = new ArrayList<>(ownership.conflict(name, takeOver));
        if (!found.unit().name().equals(name)) {
            obstacles.add(new PluginException(
                    Kind.REFUSED,
                    "it is the plugin " + found.unit().name() + ", and " + name + " is to be updated; install it"
                            + " under its own name"));
        }
        return replace("update", name, found, before, actor, obstacles);
    }

    private Proposal rollback(String name, boolean takeOver, String actor) throws PluginException, RefusedException {
        checkThere(name);
        List<PluginException> obstacles = ownership.conflict(name, takeOver);
        Optional<ManagedPlugin> row = ownership.state().plugin(name);
        Optional<KeptVersion> previous = row.flatMap(ManagedPlugin::previous);
        if (obstacles.isEmpty() && previous.isEmpty()) {
            throw new PluginException(
                    Kind.NOT_FOUND, "of plugin " + name + " no version is kept that one could go back to");
        }
        if (previous.isEmpty()) {
            return new Proposal(
                    "rollback",
                    name,
                    ownership.present(name),
                    Optional.empty(),
                    ownership.state(),
                    List.of(),
                    obstacles);
        }
        ManagedPlugin after = new ManagedPlugin(name, previous, row.flatMap(ManagedPlugin::current));
        return new Proposal(
                "rollback",
                name,
                ownership.present(name),
                Optional.of(claim(sources.kept(name, previous.get()), actor)),
                ownership.state().with(after),
                List.of(),
                obstacles);
    }

    private Proposal remove(String name, boolean takeOver) throws PluginException {
        checkThere(name);
        Optional<PluginUnit> before = ownership.present(name);
        Optional<TrackedFile> file = ownership.file(name);
        if (file.isPresent() && takeOver) {
            ManagedPlugin held = new ManagedPlugin(name, Optional.empty(), kept(name, before, ""));
            return new Proposal(
                    "remove",
                    name,
                    before,
                    Optional.empty(),
                    ownership.state().with(held),
                    List.of("the file plugins/" + file.get().name()
                            + " stays and is not used until the plugin is installed again"),
                    List.of());
        }
        List<String> notes = file.stream()
                .map(found -> "the file plugins/" + found.name() + " decides about the plugin again")
                .toList();
        return new Proposal(
                "remove",
                name,
                before,
                file.map(Claim.class::cast),
                ownership.state().without(name),
                notes,
                ownership.conflict(name, false));
    }

    private Proposal replace(
            String operation,
            String name,
            SourceReader.Found found,
            Optional<PluginUnit> before,
            String actor,
            List<PluginException> obstacles) {
        KeptVersion current = KeptVersion.of(found.unit(), found.provenance(), actor, now());
        boolean same = before.filter(unit -> sameContent(unit, found.unit())).isPresent();
        Optional<KeptVersion> previous =
                same ? ownership.state().plugin(name).flatMap(ManagedPlugin::previous) : kept(name, before, FOLDER);
        return new Proposal(
                operation,
                name,
                before,
                Optional.of(claim(found.unit(), actor)),
                ownership.state().with(new ManagedPlugin(name, Optional.of(current), previous)),
                List.of(),
                obstacles);
    }

    /** What is there now, as it is to be kept: with its history if the service owns it. */
    private Optional<KeptVersion> kept(String name, Optional<PluginUnit> present, String actor) {
        Optional<ManagedPlugin> row = ownership.state().plugin(name);
        if (row.isPresent()) {
            return row.get().current().or(row.get()::previous);
        }
        return present.map(unit -> KeptVersion.of(unit, Provenance.MACHINE, actor, now()));
    }

    private boolean owned(String name) {
        return ownership.state().plugin(name).isPresent();
    }

    private void checkThere(String name) throws PluginException {
        if (!owned(name) && ownership.file(name).isEmpty()) {
            throw new PluginException(Kind.NOT_FOUND, "there is no plugin " + name);
        }
    }

    private static Claim claim(PluginUnit unit, String actor) {
        Claim claim = new Claim("actor=" + actor);
        claim.ask(unit);
        return claim;
    }

    private static boolean sameContent(PluginUnit one, PluginUnit other) {
        return one.version().equals(other.version())
                && one.bundles().stream()
                        .map(PluginBundle::sha)
                        .toList()
                        .equals(other.bundles().stream().map(PluginBundle::sha).toList());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
