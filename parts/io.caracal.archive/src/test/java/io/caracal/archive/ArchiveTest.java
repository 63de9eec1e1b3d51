package io.caracal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final Origin ORIGIN = new Origin("0.1.0", "caracal@here", Instant.parse("2026-11-23T14:00:00Z"));

    @TempDir
    private Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("backup.zip");
        byte[] large = new byte[300_000];
        new Random(7).nextBytes(large);
        try (ArchiveWriter writer = new ArchiveWriter(file)) {
            writer.add("data/users.db", Files.write(folder.resolve("users"), large));
            writer.add("data/rest/users.json", out -> out.write("{}".getBytes(StandardCharsets.UTF_8)));
            writer.finish(Kind.BACKUP, ORIGIN);
        }
        return file;
    }

    private Path handmade(String manifest, String... names) throws IOException {
        Path file = folder.resolve("handmade.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(manifest.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        try (Archive archive = Archive.open(written())) {
            archive.verify();

            assertThat(archive.manifest().origin()).isEqualTo(ORIGIN);
            assertThat(archive.manifest().kind()).isEqualTo(Kind.BACKUP);
            assertThat(archive.manifest().bytes()).isEqualTo(300_002);
            assertThat(archive.read(archive.find("data/rest/users.json").orElseThrow()))
                    .hasBinaryContent("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written())))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesNothingOfAnArchiveThatWasNotFinished() throws IOException {
        Path file = folder.resolve("half.zip");
        try (ArchiveWriter writer = new ArchiveWriter(file)) {
            writer.add("a", out -> out.write(1));
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noticesEveryFlippedByteThatMatters() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] flipped = whole.clone();
            // among the bytes of the first file
            int at = 200 + random.nextInt(250_000);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("flipped.zip"), flipped);

            assertThatThrownBy(() -> {
                        try (Archive archive = Archive.open(file)) {
                            archive.verify();
                        }
                    })
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("flipped.zip");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "/etc/passwd", "a//b", "a/../../b", "a\\b", "./a"})
    void refusesNamesThatLeadElsewhere(String name) throws IOException {
        Path file = handmade(
                "caracal-backup 1\ncreated: 2026-11-23T14:00:00Z\nfile: " + "0".repeat(64) + " 0 " + name + "\n", name);

        assertThatThrownBy(() -> Archive.open(file).close())
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("without '..'");
    }

    @Test
    void refusesAFormThatIsNewer() throws IOException {
        Path file = handmade("caracal-backup 2\ncreated: 2026-11-23T14:00:00Z\n");

        assertThatThrownBy(() -> Archive.open(file).close())
                .hasMessageContaining("version 2")
                .hasMessageContaining("understands 1");
    }

    @Test
    void refusesWhatItsManifestDoesNotName() throws IOException {
        try (Archive archive =
                Archive.open(handmade("caracal-export 1\ncreated: 2026-11-23T14:00:00Z\n", "stowaway"))) {
            assertThatThrownBy(archive::verify).hasMessageContaining("'stowaway' is not named");
        }
    }

    @Test
    void refusesMoreBytesThanAreAnnounced() throws IOException {
        Path file = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("bomb"));
            zip.write(new byte[1 << 20]);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(("caracal-export 1\ncreated: 2026-11-23T14:00:00Z\nfile: " + "0".repeat(64) + " 10 bomb\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        try (Archive archive = Archive.open(file)) {
            Content bomb = archive.find("bomb").orElseThrow();

            assertThatThrownBy(archive::verify).hasMessageContaining("more bytes than the 10");
            assertThatThrownBy(() -> archive.read(bomb).transferTo(OutputStream.nullOutputStream()))
                    .hasMessageContaining("larger than its manifest says");
        }
    }

    @Test
    void refusesWhatIsNoZipFile() throws IOException {
        Path file = Files.writeString(folder.resolve("text.zip"), "no zip");

        assertThatThrownBy(() -> Archive.open(file).close())
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("is no archive of Caracal");
    }
}
