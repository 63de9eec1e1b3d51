package io.caracal.itests.architecture;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * One of our bundles as it was built.
 *
 * @param booted true if the boot feature names it: then it is part of the broker and never replaced while that runs. Every other
 *     one is hot; this is the one place that decides it
 */
record BuiltBundle(Path jar, Attributes manifest, Set<String> classPackages, boolean booted) {
    /** What the design calls a bundle's group. */
    enum Group {
        API,
        BROKER,
        HOT,
        LIBRARY
    }

    static BuiltBundle read(Path jar, boolean booted) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Set<String> packages = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, Math.max(0, name.lastIndexOf('/')))
                            .replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
            return new BuiltBundle(jar, file.getManifest().getMainAttributes(), packages, booted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return header("Bundle-SymbolicName").keySet().iterator().next();
    }

    /** The artifact id: the repository has Maven's layout, {@code artifact/version/file}. */
    String artifact() {
        return String.valueOf(jar.getParent().getParent().getFileName());
    }

    Group group() {
        if (name().startsWith("io.caracal.api.")) {
            return Group.API;
        }
        if (name().startsWith("io.caracal.lib.")) {
            return Group.LIBRARY;
        }
        return booted ? Group.BROKER : Group.HOT;
    }

    boolean isHot() {
        return group() == Group.HOT;
    }

    /** The clauses of a header; empty if it is absent. */
    Parameters header(String name) {
        return new Parameters(manifest.getValue(name));
    }

    Parameters exports() {
        return header("Export-Package");
    }

    /** The packages that it imports, without those of the platform. */
    List<String> imports() {
        return header("Import-Package").keySet().stream()
                .filter(name -> !name.startsWith("java.") && !name.startsWith("javax."))
                .toList();
    }

    Attrs importOf(String packageName) {
        return header("Import-Package").get(packageName);
    }

    @Override
    public String toString() {
        return name();
    }
}
