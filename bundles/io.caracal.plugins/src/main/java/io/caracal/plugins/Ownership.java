package io.caracal.plugins;

import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns which plugin: the service, if the journal has it; else the folder, if a file there brings it. There is never a
 * second owner, so there is never a question whose version runs.
 */
final class Ownership {
    private final PluginFolder folder;
    private final Map<String, Claim> managed = new HashMap<>();
    private JournalState state;

    Ownership(PluginFolder folder, JournalState state) {
        this.folder = folder;
        this.state = state;
    }

    JournalState state() {
        return state;
    }

    /** The claim of a plugin that the service owns and that shall run. */
    Optional<Claim> managed(String name) {
        return Optional.ofNullable(managed.get(name));
    }

    /** Notes that this is how it is now. */
    void set(JournalState after) {
        state = after;
        managed.keySet()
                .removeIf(name ->
                        after.plugin(name).flatMap(ManagedPlugin::current).isEmpty());
    }

    /** Notes the claim of a plugin that the service owns. */
    void set(String name, Claim claim) {
        managed.put(name, claim);
    }

    /** All claims that hold. */
    List<Claim> claims() {
        return claims(state, Map.of());
    }

    /** All claims that hold when the proposal has been carried out. */
    List<Claim> claims(Proposal proposal) {
        return claims(
                proposal.after(),
                proposal.claim().map(claim -> Map.of(proposal.name(), claim)).orElse(Map.of()));
    }

    private List<Claim> claims(JournalState of, Map<String, Claim> instead) {
        List<Claim> claims = new ArrayList<>();
        for (TrackedFile file : folder.tracked()) {
            if (of.plugin(file.pluginName()).isEmpty()) {
                claims.add(file);
            }
        }
        for (ManagedPlugin plugin : of.plugins().values()) {
            Claim claim = instead.getOrDefault(plugin.name(), managed.get(plugin.name()));
            if (!plugin.heldBack() && claim != null) {
                claims.add(claim);
            }
        }
        return claims;
    }

    /** The file that brings a plugin, or would if the service did not own it; of several the one whose content is used. */
    Optional<TrackedFile> file(String name) {
        List<TrackedFile> files = folder.bringing(name);
        Selection selection = new Selection(files);
        return files.stream()
                .filter(file -> file.wish().stream()
                        .flatMap(unit -> unit.bundles().stream())
                        .allMatch(selection::wants))
                .findFirst()
                .or(() -> files.stream().findFirst());
    }

    /** What is there of a plugin. */
    Optional<PluginUnit> present(String name) {
        return state.plugin(name).isPresent()
                ? managed(name).flatMap(Claim::wish)
                : file(name).flatMap(Claim::wish);
    }

    /**
     * What speaks against changing a plugin that the service does not own.
     *
     * @param takeOver whether it may be taken from the folder
     */
    List<PluginException> conflict(String name, boolean takeOver) {
        Optional<TrackedFile> file = takeOver || state.plugin(name).isPresent() ? Optional.empty() : file(name);
        return file
                .map(found -> new PluginException(
                        Kind.CONFLICT,
                        "plugin " + name + " is brought by the file plugins/" + found.name()
                                + ", which decides about it; change that file, or ask to take the plugin over from it"
                                + " (take_over)"))
                .stream()
                .toList();
    }
}
