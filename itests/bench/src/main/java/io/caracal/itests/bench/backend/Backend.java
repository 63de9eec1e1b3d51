package io.caracal.itests.bench.backend;

import io.caracal.itests.servers.DatabaseServer;
import io.caracal.itests.servers.MariaDb;
import io.caracal.itests.servers.PostgreSql;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server on loopback for the script that measures, which tells it what to do by lines on the standard input: {@code execute FILE},
 * {@code freeze}, {@code thaw}. Each is answered by a line. The first line that is printed says where the server is; it ends with the input.
 */
public final class Backend {
    private static final int USAGE = 64;

    private Backend() {}

    /** Arguments: {@code mysql}, {@code postgresql}, or {@code http} and a file of users. */
    public static void main(String[] arguments) throws IOException {
        String type = arguments.length == 0 ? "" : arguments[0];
        switch (type) {
            case "mysql" -> {
                require(MariaDb.missing());
                database(MariaDb.started());
            }
            case "postgresql" -> {
                require(PostgreSql.missing());
                database(PostgreSql.started());
            }
            case "http" -> http(Path.of(arguments[1]));
            default -> {
                System.err.println("given " + type + ", expected mysql, postgresql, or http and a file of users");
                System.exit(USAGE);
            }
        }
    }

    private static void require(Optional<String> missing) {
        if (missing.isPresent()) {
            System.err.println(missing.get());
            System.exit(1);
        }
    }

    private static void database(DatabaseServer server) throws IOException {
        try (server) {
            say("{\"port\": %d, \"database\": \"%s\", \"user\": \"%s\", \"password\": \"%s\"}"
                    .formatted(
                            server.port(),
                            DatabaseServer.DATABASE,
                            DatabaseServer.USER,
                            DatabaseServer.PASSWORD.replace("\"", "\\\"")));
            BufferedReader commands = commands();
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                obey(server, line);
                say("done");
            }
            server.thaw(); // one that is frozen cannot end
        }
    }

    private static void obey(DatabaseServer server, String line) throws IOException {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "execute" -> server.execute(Files.readString(Path.of(words[1])));
            case "freeze" -> server.freeze();
            case "thaw" -> server.thaw();
            default -> throw new IllegalArgumentException("given " + line + ", expected execute FILE, freeze or thaw");
        }
    }

    private static void http(Path users) throws IOException {
        try (UserServer server = UserServer.started(users)) {
            say("{\"port\": %d}".formatted(server.port()));
            BufferedReader commands = commands();
            if (commands.readLine() != null) {
                throw new IllegalArgumentException("this server takes no commands");
            }
        }
    }

    private static BufferedReader commands() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static void say(String line) {
        PrintStream out = System.out;
        out.println(line);
        out.flush();
    }
}
