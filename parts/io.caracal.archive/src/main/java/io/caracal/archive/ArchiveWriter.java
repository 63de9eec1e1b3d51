package io.caracal.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive: under a temporary name, readable by its owner only, and under its own name when it is whole and on the disk. Closed
 * before it is finished, it leaves nothing. For one thread.
 */
public final class ArchiveWriter implements AutoCloseable {
    /** How temporary names end; such a file that is not being written is rubbish. */
    public static final String TEMPORARY = ".part";

    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final List<Content> contents = new ArrayList<>();
    private boolean finished;

    /** Writes the bytes of one file. */
    @FunctionalInterface
    public interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param file whose folder is there; replaced if it is there itself */
    public ArchiveWriter(Path file) throws IOException {
        this.file = file;
        temporary = file.resolveSibling("." + file.getFileName() + TEMPORARY);
        Files.deleteIfExists(temporary);
        channel = PrivateFiles.create(temporary);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Adds a file. */
    public Content add(String name, Path from) throws IOException {
        return add(name, out -> {
            try (InputStream in = Files.newInputStream(from)) {
                in.transferTo(out);
            }
        });
    }

    /** Adds what a source writes; it must not close the stream. */
    public Content add(String name, Source source) throws IOException {
        zip.putNextEntry(new ZipEntry(Names.checked(name)));
        Counting counting = new Counting(zip);
        DigestOutputStream digesting = new DigestOutputStream(counting, Digests.sha256());
        source.writeTo(digesting);
        zip.closeEntry();
        Content content = new Content(
                name,
                counting.count,
                HexFormat.of().formatHex(digesting.getMessageDigest().digest()));
        contents.add(content);
        return content;
    }

    /** Puts the manifest behind the files, and the archive in its place. */
    public Manifest finish(Kind kind, Origin origin) throws IOException {
        Manifest manifest = new Manifest(kind, kind.version(), origin, contents);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        channel.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.force(file.toAbsolutePath().resolveSibling("."));
        finished = true;
        return manifest;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }

    /** Passes on and counts; what is below goes on behind it. */
    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void flush() {
            // the archive is flushed at its end
        }

        @Override
        public void close() {
            throw new IllegalStateException("the archive goes on behind this file");
        }
    }
}
