package io.caracal.rest.login;

import io.caracal.api.rest.RestException;
import io.caracal.api.rest.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that there is somebody who may log in: at the first start makes users, at every start reads the API keys of the file. */
public final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final String PASSWORD_FILE = "initial-admin-password";

    private final LoginSettings settings;
    private final Path data;
    private final Path configFolder;

    /** @param configFolder what relative paths start at */
    public Bootstrap(LoginSettings settings, Path data, Path configFolder) {
        this.settings = settings;
        this.data = data;
        this.configFolder = configFolder;
    }

    /**
     * Does it.
     *
     * @return what the operator is to be told once, if a password was generated
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException naming file and line, if a file is not as it should be
     */
    public Optional<String> apply(Accounts accounts) throws IOException {
        Optional<String> news = Optional.empty();
        if (accounts.users().isNew()) {
            news = firstAdministrator(accounts.users());
            for (Line line : lines(settings.bootstrapUsersFile(), Role.VIEWER)) {
                if (accounts.users().find(line.name()).isEmpty()) {
                    user(accounts.users(), line);
                }
            }
        }
        keys(accounts).run();
        return news;
    }

    /**
     * Reads the file of API keys.
     *
     * @return puts them into force
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and line, if it is not as it should be
     */
    public Runnable keys(Accounts accounts) throws IOException {
        List<ApiKeys.Bootstrapped> keys = new ArrayList<>();
        for (Line line : lines(settings.bootstrapKeysFile(), Role.ADMINISTRATOR)) {
            keys.add(new ApiKeys.Bootstrapped(line.name(), Randoms.digest(line.secret()), line.role()));
        }
        return () -> accounts.keys().bootstrap(keys);
    }

    private static void user(Users users, Line line) {
        try {
            users.add(line.name(), line.secret(), line.role(), "from the bootstrap file");
        } catch (RestException e) {
            throw new IllegalArgumentException(line.where() + ": " + e.getMessage(), e);
        }
    }

    private Optional<String> firstAdministrator(Users users) throws IOException {
        String name = settings.firstUser();
        String description = "made at the first start";
        if (settings.firstPassword().isPresent()) {
            users.add(name, settings.firstPassword().get().reveal(), Role.ADMINISTRATOR, description);
            LOG.info("first administrator user={} with the configured password", name);
            return Optional.empty();
        }
        String password = Randoms.password();
        Path file = data.resolve(PASSWORD_FILE);
        // Before the user: whatever happens in between, nobody has a password that no one knows.
        SecretFile.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
        users.add(name, password, Role.ADMINISTRATOR, description);
        LOG.info("first administrator user={}, its generated password is in file={}", name, file);
        return Optional.of("administrator %s, password %s (shown once; also in %s)".formatted(name, password, file));
    }

    private record Line(String where, String name, String secret, Role role) {}

    private List<Line> lines(Optional<String> configured, Role otherwise) throws IOException {
        if (configured.isEmpty()) {
            return List.of();
        }
        Path file = configFolder.resolve(configured.get());
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(line(file + ": " + number, text.strip(), otherwise));
            }
        }
        return lines;
    }

    private static Line line(String where, String text, Role otherwise) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(where + ": a line of " + parts.length
                    + " parts was given, expected NAME:SECRET or NAME:SECRET:ROLE");
        }
        if (parts.length == 2) {
            return new Line(where, parts[0], parts[1], otherwise);
        }
        try {
            return new Line(where, parts[0], parts[1], Role.valueOf(parts[2].toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    where + ": the role " + parts[2] + " was given, expected administrator, viewer or publisher", e);
        }
    }
}
