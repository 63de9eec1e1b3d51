package io.caracal.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a small bundle into a repository's place for it. */
final class TestBundle {
    private final String name;
    private final Manifest manifest = new Manifest();
    private Class<?>[] content = {};

    TestBundle(String name) {
        this.name = name;
        header("Manifest-Version", "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", "1.0.0");
    }

    TestBundle header(String header, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(header), value);
        return this;
    }

    /** Makes the class the activator of this bundle, loaded by the bundle. */
    TestBundle activator(Class<?> type) {
        content = new Class<?>[] {type};
        return header("Bundle-Activator", type.getName()).header("Import-Package", "org.osgi.framework");
    }

    MavenCoordinates writeTo(Repository repository) throws IOException {
        MavenCoordinates id = MavenCoordinates.parse("test:" + name + ":1.0");
        Path file = repository.root().resolve(id.path());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : content) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = TestBundle.class.getClassLoader().getResourceAsStream(entry)) {
                    Objects.requireNonNull(in, entry).transferTo(jar);
                }
            }
        }
        return id;
    }
}
