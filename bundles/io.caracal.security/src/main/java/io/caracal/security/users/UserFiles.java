package io.caracal.security.users;

import io.caracal.api.auth.StoredUser;
import io.caracal.api.auth.UserAdministration.Format;
import io.caracal.api.auth.UserCredentials.NewUser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads files of users. A file that is wrong in one place is refused as a whole, naming the place and never a password. */
public final class UserFiles {
    private static final Set<String> NAMES = Set.of("user_id", "password", "password_hash", "salt", "is_superuser");

    private UserFiles() {}

    /**
     * Reads a file by the ending of its name.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is something wrong in it
     */
    public static List<NewUser> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".json")) {
            throw new IllegalArgumentException(file + " was given, expected a file whose name ends in .csv or .json");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + " was given, expected a file that exists and can be read");
        }
        try {
            return read(Files.readAllBytes(file), name.endsWith(".csv") ? Format.CSV : Format.JSON);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if there is something wrong in it */
    public static List<NewUser> read(byte[] content, Format format) {
        String text = text(content);
        List<Row> rows =
                switch (format) {
                    case CSV -> CsvUsers.read(text);
                    case JSON -> JsonUsers.read(text);
                };
        List<NewUser> users = new ArrayList<>(rows.size());
        Set<String> seen = new HashSet<>();
        for (Row row : rows) {
            NewUser user = user(row);
            if (!seen.add(user.userId())) {
                throw new IllegalArgumentException(
                        row.place() + ": user_id " + user.userId() + " was given twice, expected each once");
            }
            users.add(user);
        }
        return users;
    }

    private static String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("bytes were given that are no UTF-8, expected a text in UTF-8", e);
        }
    }

    private static NewUser user(Row row) {
        for (String name : row.values().keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(row.place() + ": " + name
                        + " was given, expected user_id, password or password_hash, salt, is_superuser");
            }
        }
        Optional<String> password = value(row, "password");
        Optional<String> hash = value(row, "password_hash");
        if (password.isPresent() == hash.isPresent()) {
            throw new IllegalArgumentException(
                    row.place() + ": " + (hash.isPresent() ? "both password and password_hash were" : "no password was")
                            + " given, expected either password or password_hash");
        }
        String userId = value(row, "user_id")
                .orElseThrow(() -> new IllegalArgumentException(row.place() + ": no user_id was given"));
        if (userId.length() > StoredUser.MAX_LENGTH) {
            throw new IllegalArgumentException(row.place() + ": a user_id of " + userId.length()
                    + " characters was given, expected at most " + StoredUser.MAX_LENGTH);
        }
        return new NewUser(
                userId,
                password.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                hash,
                value(row, "salt"),
                superuser(row));
    }

    private static boolean superuser(Row row) {
        String text = value(row, "is_superuser").orElse("false").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new IllegalArgumentException(
                        row.place() + ": is_superuser " + text + " was given, expected true or false");
        };
    }

    private static Optional<String> value(Row row, String name) {
        return Optional.ofNullable(row.values().get(name)).filter(text -> !text.isEmpty());
    }

    /**
     * What a file says about one user.
     *
     * @param place for messages, {@code line 7}
     */
    record Row(String place, Map<String, @Nullable String> values) {}
}
