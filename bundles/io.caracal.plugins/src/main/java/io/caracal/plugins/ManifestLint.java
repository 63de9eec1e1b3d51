package io.caracal.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that make a bundle replaceable while the broker runs. A bundle that others can be wired to takes them along when it
 * goes; so a plugin offers services and nothing else.
 */
final class ManifestLint {
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final String OWN = "io.caracal.";
    private static final List<String> OPEN_TO_PLUGINS = List.of("io.caracal.api.", "io.caracal.lib.");

    private final Header header;

    /** A manifest's main section: the value of a header, null if it is absent. */
    @FunctionalInterface
    interface Header {
        @Nullable
        String value(String name);
    }

    ManifestLint(Header header) {
        this.header = header;
    }

    String symbolicName() throws RefusedException {
        if (!"2".equals(trimmed("Bundle-ManifestVersion"))) {
            throw RefusedException.content(
                    "it is no bundle of OSGi release 4 or later (Bundle-ManifestVersion: 2 is missing); build it with bnd");
        }
        List<HeaderClause> clauses = HeaderClause.parse(header.value("Bundle-SymbolicName"));
        String name = clauses.size() == 1 && clauses.getFirst().paths().size() == 1
                ? clauses.getFirst().paths().getFirst()
                : "";
        if (!SYMBOLIC_NAME.matcher(name).matches()) {
            throw RefusedException.content("its Bundle-SymbolicName '" + header.value("Bundle-SymbolicName")
                    + "' is no symbolic name such as com.example.auth");
        }
        return name;
    }

    BundleVersion version() throws RefusedException {
        String text = trimmed("Bundle-Version");
        try {
            return BundleVersion.parse(text.isEmpty() ? "0" : text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.content("its Bundle-Version is wrong: " + e.getMessage());
        }
    }

    /** Everything that breaks a rule, each with why and what to do. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        forbid(
                found,
                "Export-Package",
                n -> "it exports packages (Export-Package: " + n
                        + "), and who is wired to them would have to be restarted with it; keep them private (-privatepackage)");
        forbid(
                found,
                "DynamicImport-Package",
                n -> "it imports packages dynamically (DynamicImport-Package: " + n
                        + "), so that it may be wired to anything later; import what it needs by name");
        forbid(
                found,
                "Fragment-Host",
                n -> "it is a fragment of " + n
                        + ", which would have to be restarted to take it up; make it a bundle of its own");
        forbid(
                found,
                "Require-Bundle",
                n -> "it requires whole bundles (Require-Bundle: " + n + "); import the packages that it uses");
        forbid(
                found,
                "Bundle-NativeCode",
                n -> "it brings native code (Bundle-NativeCode: " + n
                        + "), which can end the process and is not unloaded with it; use a library without");
        for (HeaderClause clause : HeaderClause.parse(header.value("Bundle-SymbolicName"))) {
            if ("true".equals(clause.parameters().get("singleton:"))) {
                found.add("it is a singleton, so that an update could not run beside it; drop singleton:=true");
            }
        }
        List<String> internal =
                imports().stream().filter(ManifestLint::internal).toList();
        if (!internal.isEmpty()) {
            found.add("it imports " + String.join(", ", internal)
                    + ", which belong to the broker's inside; a plugin uses the packages io.caracal.api.* only");
        }
        return found;
    }

    /** What is allowed and still worth a line. */
    List<String> warnings() {
        String activator = trimmed("Bundle-Activator");
        return activator.isEmpty()
                ? List.of()
                : List.of("it has a Bundle-Activator (" + activator
                        + "); a Declarative Services component can be checked and replaced with more care");
    }

    private void forbid(List<String> found, String name, UnaryOperator<String> text) {
        List<String> names = names(name);
        if (!names.isEmpty()) {
            found.add(text.apply(shortened(names)));
        }
    }

    private List<String> imports() {
        return names("Import-Package");
    }

    private List<String> names(String headerName) {
        return HeaderClause.parse(header.value(headerName)).stream()
                .flatMap(clause -> clause.paths().stream())
                .toList();
    }

    private static boolean internal(String packageName) {
        return packageName.startsWith(OWN) && OPEN_TO_PLUGINS.stream().noneMatch(packageName::startsWith);
    }

    private static String shortened(List<String> names) {
        int shown = 5;
        return names.size() <= shown
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, shown)) + " and " + (names.size() - shown) + " more";
    }

    private String trimmed(String name) {
        String value = header.value(name);
        return value == null ? "" : value.strip();
    }
}
