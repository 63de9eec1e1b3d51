package io.caracal.itests.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** User name and password of a CONNECT packet. */
record Credentials(String username, String password) {
    /**
     * Reads many from a file: in each line a name, a tab, and a password.
     *
     * @throws IllegalArgumentException if the file cannot be read or a line is not like that
     */
    static List<Credentials> read(Path file) {
        try {
            List<Credentials> users =
                    Files.readAllLines(file).stream().map(Credentials::parse).toList();
            if (users.isEmpty()) {
                throw new IllegalArgumentException("no users are in " + file);
            }
            return users;
        } catch (IOException e) {
            throw new IllegalArgumentException("given " + file + ", expected a file of users: " + e, e);
        }
    }

    private static Credentials parse(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw new IllegalArgumentException("given the line \"" + line + "\", expected NAME, a tab, PASSWORD");
        }
        return new Credentials(line.substring(0, tab), line.substring(tab + 1));
    }
}
