package io.caracal.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Says in words which requirements of a bundle nothing fulfils. */
final class OsgiWords {
    private final FrameworkWiring wiring;

    OsgiWords(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** The unfulfilled requirements; empty if each alone could be fulfilled. */
    List<String> unresolved(Bundle bundle) {
        List<String> words = new ArrayList<>();
        for (BundleRequirement requirement :
                Objects.requireNonNull(bundle.adapt(BundleRevision.class)).getDeclaredRequirements(null)) {
            if (matters(requirement) && wiring.findProviders(requirement).isEmpty()) {
                words.add(words(requirement));
            }
        }
        return words;
    }

    private static boolean matters(Requirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && Namespace.EFFECTIVE_RESOLVE.equals(directives.getOrDefault(
                        Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
    }

    private String words(Requirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "(any)");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                "it imports a package that nobody exports like that: " + filter + present(filter);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "it needs another Java: " + filter;
            default ->
                "it requires the capability " + requirement.getNamespace() + " " + filter + ", which nobody provides";
        };
    }

    /** Which versions of the package there are, so that a wrong version is told from a missing package. */
    private String present(String filter) {
        String key = PackageNamespace.PACKAGE_NAMESPACE + "=";
        int from = filter.indexOf(key);
        if (from < 0) {
            return "";
        }
        String name = filter.substring(from + key.length(), filter.indexOf(')', from));
        Collection<BundleCapability> found = wiring.findProviders(new PackageRequirement(name));
        return found.isEmpty()
                ? " (no bundle exports " + name + " at all)"
                : found.stream()
                        .map(capability -> capability.getRevision().getSymbolicName() + " exports version "
                                + capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))
                        .distinct()
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** The package in any version. */
    private record PackageRequirement(String name) implements Requirement {
        @Override
        public String getNamespace() {
            return PackageNamespace.PACKAGE_NAMESPACE;
        }

        @Override
        public Map<String, String> getDirectives() {
            return Map.of(
                    Namespace.REQUIREMENT_FILTER_DIRECTIVE,
                    "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")");
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        @SuppressWarnings("NullAway") // a requirement that nobody declared has no resource
        public @Nullable Resource getResource() {
            return null;
        }
    }
}
