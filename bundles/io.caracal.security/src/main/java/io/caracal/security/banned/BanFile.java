package io.caracal.security.banned;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caracal.api.broker.Ban;
import io.caracal.api.broker.InvalidRequestException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bans on disk: a line each, fields divided by tabs, the number of lines at the end. Written beside the old file, which it then
 * replaces, so that there is always a whole one.
 */
final class BanFile {
    private static final String HEAD = "caracal-banned 1";
    private static final String NEVER = "infinity";
    private static final int FIELDS = 6;

    private final Path path;

    BanFile(Path path) {
        this.path = path;
    }

    /** @throws IOException saying which line cannot be read: a ban that is not understood is not to be forgotten silently */
    List<Ban> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (BufferedReader in = Files.newBufferedReader(path, UTF_8)) {
            List<Ban> bans = new ArrayList<>();
            String line = in.readLine();
            for (int number = 1; line != null; number++, line = in.readLine()) {
                if (number == 1 && !line.equals(HEAD)) {
                    throw new IOException(path + ": line 1 is \"" + line + "\", expected \"" + HEAD + "\"");
                } else if (line.equals("end " + bans.size())) {
                    return bans;
                } else if (number > 1) {
                    bans.add(ban(line, number));
                }
            }
            throw new IOException(
                    path + " is cut off behind " + bans.size() + " bans; take it from a backup, or remove it");
        }
    }

    private Ban ban(String line, int number) throws IOException {
        String[] fields = line.split("\t", -1);
        try {
            if (fields.length == FIELDS) {
                return new Ban(
                        Ban.Kind.of(fields[0]),
                        Escapes.undo(fields[1]),
                        Escapes.undo(fields[2]),
                        Escapes.undo(fields[3]),
                        Instant.parse(fields[4]),
                        fields[5].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(fields[5])));
            }
        } catch (DateTimeException | InvalidRequestException e) {
            throw new IOException(path + ": line " + number + ": " + e.getMessage(), e);
        }
        throw new IOException(path + ": line " + number + " has " + fields.length + " fields, expected " + FIELDS);
    }

    void write(Iterable<Ban> bans) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), UTF_8))) {
            write(bans, out);
            out.flush();
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
            folder.force(true); // the rename itself
        }
    }

    private static void write(Iterable<Ban> bans, BufferedWriter out) throws IOException {
        out.write(HEAD + "\n");
        int count = 0;
        for (Ban ban : bans) {
            out.write(String.join(
                            "\t",
                            ban.as().key(),
                            Escapes.apply(ban.who()),
                            Escapes.apply(ban.by()),
                            Escapes.apply(ban.reason()),
                            ban.at().toString(),
                            ban.until().map(Instant::toString).orElse(NEVER))
                    + "\n");
            count++;
        }
        out.write("end " + count + "\n");
    }
}
