package io.caracal.plugins;

import io.caracal.api.plugins.PluginException;
import io.caracal.api.plugins.PluginException.Kind;
import io.caracal.api.plugins.PluginInfo;
import io.caracal.api.plugins.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a change names: in the repository, among the features, among the versions kept, or in an upload. */
final class SourceReader {
    private static final Pattern NAME = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");

    private final Path repository;
    private final FeatureFolder features;
    private final UnitReader units;
    private final BundleReader bundles;
    private final Uploads uploads;

    SourceReader(Path repository, FeatureFolder features, UnitReader units, BundleReader bundles, Uploads uploads) {
        this.repository = repository;
        this.features = features;
        this.units = units;
        this.bundles = bundles;
        this.uploads = uploads;
    }

    /** What was found, and how it came here. */
    record Found(PluginUnit unit, Provenance provenance) {}

    /** The plugin that is to be updated, which may be named by a version alone. */
    record Known(String name, Optional<PluginUnit> present, Optional<ManagedPlugin> managed) {}

    Found read(PluginSource source, Optional<Known> known) throws PluginException, RefusedException {
        return switch (source) {
            case PluginSource.Stored(String id) -> stored(id, known);
            case PluginSource.Uploaded(String upload) ->
                new Found(uploads.open(upload).read(units), Provenance.UPLOAD);
        };
    }

    /** A version that was kept. */
    PluginUnit kept(String name, KeptVersion version) throws RefusedException {
        return version.unit(name, bundles);
    }

    private Found stored(String id, Optional<Known> known) throws PluginException, RefusedException {
        if (id.indexOf(':') >= 0) {
            return coordinates(MavenCoordinates.parse(id));
        }
        if (!NAME.matcher(id).matches()) {
            throw RefusedException.content(
                    "'" + id + "' names nothing; expected are coordinates group:artifact:version or a feature's name");
        }
        Optional<Path> feature = features.file(id);
        if (feature.isPresent()) {
            return feature(feature.get());
        }
        if (known.isPresent()) {
            return version(id, known.get());
        }
        throw new PluginException(
                Kind.NOT_FOUND,
                "there is no feature " + id + "; the distribution has " + String.join(", ", features.names())
                        + ", and bundles are named group:artifact:version");
    }

    private Found coordinates(MavenCoordinates coordinates) throws PluginException, RefusedException {
        Path file = repository.resolve(coordinates.path());
        if (!Files.isRegularFile(file)) {
            throw new PluginException(
                    Kind.NOT_FOUND,
                    coordinates + " is not in the repository (" + file + "); nothing is fetched from elsewhere");
        }
        return new Found(
                file.toString().endsWith(UnitReader.FEATURE)
                        ? units.feature(file, coordinates.toString(), Provenance.MACHINE, new HashMap<>())
                        : units.bundle(file, coordinates.toString(), coordinates.toString(), Provenance.MACHINE),
                Provenance.MACHINE);
    }

    private Found feature(Path file) throws RefusedException {
        return new Found(
                units.feature(file, "features/" + file.getFileName(), Provenance.MACHINE, new HashMap<>()),
                Provenance.MACHINE);
    }

    private Found version(String version, Known known) throws PluginException, RefusedException {
        Optional<KeptVersion> kept = known.managed().stream()
                .flatMap(ManagedPlugin::versions)
                .filter(found -> found.version().equals(version))
                .findFirst();
        if (kept.isPresent()) {
            return new Found(
                    kept(known.name(), kept.get()),
                    kept.get().bundles().getFirst().provenance());
        }
        Optional<Path> feature = features.file(known.name());
        if (feature.isPresent() && features.version(feature.get()).equals(Optional.of(version))) {
            return feature(feature.get());
        }
        List<String> named = known.present().stream()
                .filter(unit -> unit.kind() == PluginInfo.Kind.BUNDLE)
                .map(unit -> unit.bundles().getFirst().coordinates())
                .filter(text -> !text.isEmpty())
                .toList();
        if (!named.isEmpty()) {
            return coordinates(MavenCoordinates.parse(named.getFirst()).at(version));
        }
        throw new PluginException(
                Kind.NOT_FOUND,
                "version " + version + " of plugin " + known.name()
                        + " is neither kept nor among the features; name it by its coordinates, or upload it");
    }
}
