package io.caracal.plugins;

import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginInfo.Owner;
import io.caracal.api.plugins.PluginInfo.PresentVersion;
import io.caracal.api.plugins.PluginInfo.Role;
import io.caracal.plugins.PluginEntry.EntryBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes down all plugins, whoever owns them. */
final class PluginCatalog {
    private final PluginFolder folder;
    private final Ownership ownership;
    private final PluginEngine engine;

    PluginCatalog(PluginFolder folder, Ownership ownership, PluginEngine engine) {
        this.folder = folder;
        this.ownership = ownership;
        this.engine = engine;
    }

    List<PluginEntry> entries() {
        Set<String> names = new TreeSet<>(ownership.state().plugins().keySet());
        folder.tracked().forEach(file -> names.add(file.pluginName()));
        return names.stream()
                .map(name -> ownership.state().plugin(name).map(this::managed).or(() -> ownership
                        .file(name)
                        .map(file -> inFolder(name, file))))
                .flatMap(Optional::stream)
                .toList();
    }

    private PluginEntry managed(ManagedPlugin plugin) {
        String name = plugin.name();
        Optional<Claim> claim = ownership.managed(name);
        List<PresentVersion> versions = new ArrayList<>();
        plugin.current().ifPresent(version -> versions.add(version(version, Role.RUNNING)));
        plugin.previous().ifPresent(version -> versions.add(version(version, Role.PREVIOUS)));
        List<TrackedFile> files = folder.bringing(name);
        files.forEach(file -> unused(file).ifPresent(versions::add));
        Optional<PluginUnit> unit = claim.flatMap(Claim::wish);
        return new PluginEntry(
                name,
                plugin.versions().map(KeptVersion::kind).findFirst().orElse(PluginInfo.Kind.BUNDLE),
                Owner.SERVICE,
                files.stream().findFirst().map(TrackedFile::name).orElse(""),
                claim.map(Claim::refusal).orElse(""),
                unit.isPresent(),
                plugin.heldBack(),
                plugin.current().map(KeptVersion::version).orElse(""),
                plugin.previous().map(KeptVersion::version).orElse(""),
                versions,
                unit.map(this::bundles).orElseGet(() -> absent(plugin)));
    }

    private PluginEntry inFolder(String name, TrackedFile file) {
        Optional<PluginUnit> unit = file.wish();
        Optional<PluginUnit> known = unit.or(file::last);
        List<PresentVersion> versions = new ArrayList<>();
        unit.ifPresent(found -> versions.add(version(found, Role.RUNNING)));
        folder.bringing(name).stream().filter(other -> other != file).forEach(other -> unused(other)
                .ifPresent(versions::add));
        return new PluginEntry(
                name,
                known.map(PluginUnit::kind)
                        .orElse(
                                file.name().endsWith(UnitReader.FEATURE)
                                        ? PluginInfo.Kind.FEATURE
                                        : PluginInfo.Kind.BUNDLE),
                Owner.FOLDER,
                file.name(),
                file.refusal(),
                unit.isPresent(),
                false,
                known.map(PluginUnit::version).orElse(""),
                "",
                versions,
                known.map(this::bundles).orElse(List.of()));
    }

    private static Optional<PresentVersion> unused(TrackedFile file) {
        return file.wish().map(unit -> version(unit, Role.UNUSED));
    }

    private static PresentVersion version(PluginUnit unit, Role role) {
        return new PresentVersion(unit.version(), role, unit.from(), "", "");
    }

    private static PresentVersion version(KeptVersion version, Role role) {
        return new PresentVersion(
                version.version(),
                role,
                version.from(),
                version.actor(),
                version.since().toString());
    }

    private List<EntryBundle> bundles(PluginUnit unit) {
        return unit.bundles().stream()
                .map(bundle -> new EntryBundle(
                        bundle.symbolicName(),
                        bundle.version().toString(),
                        bundle.sha(),
                        engine.installed(bundle.symbolicName()),
                        sharedWith(unit.name(), bundle.symbolicName())))
                .toList();
    }

    private List<String> sharedWith(String plugin, String symbolicName) {
        return ownership.claims().stream()
                .flatMap(claim -> claim.wish().stream())
                .filter(unit -> !unit.name().equals(plugin))
                .filter(unit -> unit.bundles().stream()
                        .anyMatch(bundle -> bundle.symbolicName().equals(symbolicName)))
                .map(PluginUnit::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<EntryBundle> absent(ManagedPlugin plugin) {
        return plugin.current().stream()
                .flatMap(version -> version.bundles().stream())
                .map(bundle -> new EntryBundle(
                        bundle.symbolicName(), bundle.version(), bundle.sha256(), Optional.empty(), List.of()))
                .toList();
    }
}
