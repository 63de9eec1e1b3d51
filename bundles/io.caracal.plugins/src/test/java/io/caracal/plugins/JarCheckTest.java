package io.caracal.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caracal.plugins.RefusedException.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JarCheckTest {
    private static final int MEBIBYTE = 1 << 20;

    private final JarCheck check = new JarCheck(new JarLimits(MEBIBYTE, 12 * MEBIBYTE, 50));

    @TempDir
    Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("x.jar"), content);
    }

    private RefusedException refusal(byte[] content) throws IOException {
        Path jar = file(content);
        return catchThrowableOfType(RefusedException.class, () -> check.check(jar));
    }

    @Test
    void readsTheManifestOfASoundJar() throws Exception {
        Path jar = file(TestJar.bundle("a", "1.0.0").entry("x/y", "z").bytes());

        assertThat(check.check(jar).getValue("Bundle-SymbolicName")).isEqualTo("a");
    }

    @Test
    void waitsForTheRestOfAJarCutOffAnywhere() throws IOException {
        byte[] whole =
                TestJar.bundle("a", "1.0.0").entry("x/y", "z".repeat(5000)).bytes();

        for (int length = 0; length < whole.length; length += 7) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .satisfies(e -> assertThat(e.remedy()).isEqualTo(Remedy.PATIENCE));
        }
    }

    @Test
    void noticesAnEntryThatDoesNotMatchItsChecksum() throws IOException {
        byte[] jar = stored("x", "some text that is stored as it is");
        int at = new String(jar, StandardCharsets.ISO_8859_1).indexOf("text");
        jar[at] ^= 1;

        assertThat(refusal(jar)).hasMessageContaining("x does not match its checksum");
    }

    @Test
    void readsAnyBytesWithoutAnyOtherError() throws IOException {
        Random random = new Random(42);
        byte[] whole =
                TestJar.bundle("a", "1.0.0").entry("x/y", "z".repeat(500)).bytes();
        for (int i = 0; i < 500; i++) {
            byte[] jar = whole.clone();
            for (int j = 0; j < 3; j++) {
                jar[random.nextInt(jar.length)] = (byte) random.nextInt(256);
            }
            Path file = file(jar);
            try {
                check.check(file);
            } catch (RefusedException e) {
                assertThat(e.reason()).isNotBlank();
            }
        }
    }

    @Test
    void refusesAZipBomb() throws IOException {
        byte[] jar = TestJar.bundle("a", "1.0.0")
                .entry("zeroes", new byte[10 * MEBIBYTE])
                .bytes();

        assertThat(refusal(jar)).hasMessageContaining("more than 100 times its size");
    }

    @Test
    void refusesAJarThatUnpacksToMoreThanAllowed() throws IOException {
        TestJar jar = TestJar.bundle("a", "1.0.0");
        byte[] hardToPack = new byte[MEBIBYTE];
        new Random(1).nextBytes(hardToPack);
        for (int i = 0; i < 13; i++) {
            jar.entry("part" + i, hardToPack);
        }

        assertThat(refusal(jar.bytes())).hasMessageContaining("plugins.max_unpacked_size");
    }

    @Test
    void refusesAJarOfTooManyEntries() throws IOException {
        TestJar jar = TestJar.bundle("a", "1.0.0");
        for (int i = 0; i < 51; i++) {
            jar.entry("entry" + i, "");
        }

        assertThat(refusal(jar.bytes())).hasMessageContaining("52 entries").hasMessageContaining("plugins.max_entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/passwd", "..\\evil", "C:evil", "a/.."})
    void refusesAnEntryThatLeadsOutside(String name) throws IOException {
        assertThat(refusal(TestJar.bundle("a", "1.0.0").entry(name, "x").bytes()))
                .hasMessageContaining("leads outside");
    }

    @Test
    void refusesTwoEntriesOfOneName() throws IOException {
        byte[] jar = TestJar.bundle("a", "1.0.0")
                .entry("name1", "x")
                .entry("name2", "y")
                .bytes();
        String text = new String(jar, StandardCharsets.ISO_8859_1).replace("name2", "name1");

        assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1))).hasMessageContaining("two entries 'name1'");
    }

    @Test
    void refusesAJarWithoutAManifest() throws IOException {
        assertThat(refusal(new TestJar().entry("x", "y").bytes())).hasMessageContaining("META-INF/MANIFEST.MF");
    }

    @Test
    void refusesAManifestOfGarbage() throws IOException {
        byte[] jar = new TestJar()
                .entry("META-INF/MANIFEST.MF", "\0\1\2 no header\n\n:::\n")
                .bytes();

        assertThat(refusal(jar)).hasMessageContaining("manifest cannot be read");
    }

    @Test
    void refusesAHugeManifest() throws IOException {
        byte[] manifest = new byte[JarCheck.MANIFEST_BYTES + 1];
        new Random(1).nextBytes(manifest);

        assertThat(refusal(new TestJar().entry("META-INF/MANIFEST.MF", manifest).bytes()))
                .hasMessageContaining("manifest is larger");
    }

    private static byte[] stored(String name, String content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
