package io.caracal.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds small bundles, sound ones and others. */
final class TestJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static TestJar bundle(String symbolicName, String version) {
        return new TestJar()
                .header("Manifest-Version", "1.0")
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", version);
    }

    /** A bundle with a component that offers {@link java.util.function.Supplier}. */
    static TestJar greeter(String symbolicName, String version) {
        return bundle(symbolicName, version)
                .component(
                        io.caracal.plugins.samples.Greeter.class,
                        "<service><provide interface=\"java.util.function.Supplier\"/></service>");
    }

    TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TestJar type(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream("/" + path)) {
            return entry(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestJar activator(Class<?> type) {
        return type(type).header("Bundle-Activator", type.getName()).header("Import-Package", "org.osgi.framework");
    }

    TestJar component(Class<?> type, String content) {
        String file = "OSGI-INF/" + type.getSimpleName() + ".xml";
        return type(type).header("Service-Component", file).entry(file, """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%s" immediate="true">
                          <implementation class="%s"/>%s
                        </scr:component>
                        """.formatted(
                        type.getSimpleName(), type.getName(), content));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            if (!headers.isEmpty()) {
                StringBuilder manifest = new StringBuilder();
                headers.forEach((name, value) -> manifest.append(folded(name + ": " + value)));
                put(zip, "META-INF/MANIFEST.MF", (manifest + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** A line of a manifest has at most 72 bytes; what is longer goes on after a space. */
    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < line.length(); i += 70) {
            folded.append(i == 0 ? "" : " ")
                    .append(line, i, Math.min(line.length(), i + 70))
                    .append("\r\n");
        }
        return folded.toString();
    }

    /** Writes the jar as if it had been lying there for a while. */
    Path in(Path folder, String file) {
        return atRest(folder.resolve(file), bytes());
    }

    static Path atRest(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, content);
            // Each file of its own age, so that a changed file differs also where the clock is coarse.
            Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(60)));
            return Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
