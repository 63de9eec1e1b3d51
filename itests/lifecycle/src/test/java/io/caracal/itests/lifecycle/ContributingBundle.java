package io.caracal.itests.lifecycle;

import io.caracal.itests.lifecycle.contributed.OttersResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes the bundle of {@link OttersResource}, with what the vendor's build would write. */
final class ContributingBundle {
    static final String NAME = "com.example.otters";

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
              <service><provide interface="io.caracal.api.rest.RestResource"/></service>
              <implementation class="%1$s"/>
            </scr:component>
            """.formatted(OttersResource.class.getName());

    private ContributingBundle() {}

    static Path in(Path folder) {
        Path jar = folder.resolve("otters.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            write(out, "OSGI-INF/otters.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : List.of(OttersResource.class, OttersResource.Otter.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream content =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    write(out, name, content.readAllBytes());
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Import-Package", "io.caracal.api.rest,jakarta.ws.rs,jakarta.ws.rs.core");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"");
        main.putValue("Service-Component", "OSGI-INF/otters.xml");
        return manifest;
    }

    private static void write(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
