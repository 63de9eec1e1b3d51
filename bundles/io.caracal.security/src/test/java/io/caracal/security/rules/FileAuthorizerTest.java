package io.caracal.security.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caracal.api.auth.Authorization;
import io.caracal.api.auth.AuthorizationRequest;
import io.caracal.api.auth.AuthorizationRequest.Action;
import io.caracal.api.auth.AuthorizerContext;
import io.caracal.api.auth.ClientFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAuthorizerTest {
    private static final Duration TICK = Duration.ofMillis(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicInteger changes = new AtomicInteger();
    private final AuthorizerContext context = new AuthorizerContext() {
        @Override
        public String id() {
            return "file";
        }

        @Override
        public Executor blocking() {
            return Runnable::run;
        }

        @Override
        public void changed() {
            changes.incrementAndGet();
        }
    };

    @SuppressWarnings("NullAway.Init")
    private RulePaths paths;

    @BeforeEach
    void files() throws IOException {
        paths = new RulePaths(folder.resolve("shipped.conf"), folder.resolve("own/acl.conf"), folder);
        Files.writeString(paths.shipped(), "rules = [{ permission = deny, topic = secret }]");
    }

    private FileAuthorizer open(Optional<String> named) throws IOException {
        return new FileAuthorizer(paths, named, context, TICK);
    }

    @Test
    void theShippedRulesLetLoopbackDoEverythingAndKeepOthersFromReadingAll() throws IOException {
        Path shipped = Path.of("..", "..", "config", "acl.conf");
        RulePaths distribution = new RulePaths(shipped, paths.own(), folder);
        try (FileAuthorizer file = new FileAuthorizer(distribution, Optional.empty(), context, TICK)) {
            assertThat(subscribes(file, "127.0.0.1", "#")).isTrue();
            assertThat(subscribes(file, "::1", "$SYS/#")).isTrue();
            assertThat(subscribes(file, "10.1.2.3", "#")).isFalse();
            assertThat(subscribes(file, "10.1.2.3", "+/#")).isFalse();
            assertThat(subscribes(file, "10.1.2.3", "$SYS/broker/uptime")).isFalse();
            assertThat(subscribes(file, "10.1.2.3", "$SYS/+")).isFalse();
            assertThat(subscribes(file, "10.1.2.3", "a/#")).isTrue();
            assertThat(subscribes(file, "10.1.2.3", "+/a")).isTrue();
        }
    }

    private static boolean subscribes(FileAuthorizer file, String address, String filter) {
        return decide(file, address, Action.SUBSCRIBE, filter) instanceof Authorization.Allow;
    }

    private static Authorization decide(FileAuthorizer file, String address, Action action, String topic) {
        ClientFacts facts = ClientFacts.of(
                "c",
                Optional.empty(),
                Optional.empty(),
                new InetSocketAddress(InetAddress.ofLiteral(address), 1),
                "tcp:default");
        return file.authorize(new AuthorizationRequest(facts, false, action, topic, 0, false))
                .toCompletableFuture()
                .join();
    }

    private static Authorization publishes(FileAuthorizer file, String topic) {
        return decide(file, "10.1.2.3", Action.PUBLISH, topic);
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        Files.writeString(folder.resolve("my.conf"), "rules = []");
        try (FileAuthorizer file = open(Optional.of("my.conf"))) {
            Files.writeString(folder.resolve("my.conf"), "rules = [{ permission = deny, topic = a }]");

            await().until(() -> publishes(file, "a") instanceof Authorization.Deny);
            assertThat(changes).hasValue(1);
        }
    }

    @Test
    void aFileThatCannotBeUsedLeavesTheRulesThereWere() throws IOException {
        try (FileAuthorizer file = open(Optional.empty())) {
            Files.writeString(paths.shipped(), "rules = [{ permission = perhaps }]");

            await().until(() -> file.content().problem().isPresent());
            assertThat(file.content().problem().orElseThrow()).contains("line 1: permission: perhaps was given");
            assertThat(publishes(file, "secret")).isInstanceOf(Authorization.Deny.class);
        }
    }

    @Test
    void aFileThatIsGoneLeavesTheRulesThereWere() throws IOException {
        try (FileAuthorizer file = open(Optional.empty())) {
            Files.delete(paths.shipped());

            file.look();

            assertThat(publishes(file, "secret")).isInstanceOf(Authorization.Deny.class);
        }
    }

    @Test
    void withoutUsableRulesThereIsNoSource() throws IOException {
        Files.writeString(folder.resolve("my.conf"), "rules = {");

        assertThatThrownBy(() -> open(Optional.of("my.conf")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("my.conf");
        assertThatThrownBy(() -> open(Optional.of("none.conf")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.conf cannot be read");
    }

    @Test
    void whatIsWrittenByRestGoesToTheDataFolderAndIsReadFromThereLater() throws IOException {
        try (FileAuthorizer file = open(Optional.empty())) {
            file.write("rules = [{ permission = deny, topic = b }]");

            assertThat(publishes(file, "b")).isInstanceOf(Authorization.Deny.class);
            assertThat(Files.readString(paths.shipped())).contains("secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(paths.own())))
                    .isEqualTo("rw-------");
        }
        try (FileAuthorizer again = open(Optional.empty())) {
            assertThat(publishes(again, "b")).isInstanceOf(Authorization.Deny.class);
            assertThat(publishes(again, "secret")).isInstanceOf(Authorization.Next.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'rules = [{ permission = yes }]',                          'line 1: permission: yes was given'",
        "'rules = [{ permission = allow, topic = a/${username} }]', 'placeholders such as ${username} stand in quotes'",
        "'include \"/etc/passwd\"',                                 'rules are in one file'",
        "'rules = [], more = 1',                                    'expected one key'",
        "'rules = 1',                                               'rules'",
        "'rules = [1]',                                             'line 1: 1 was given, expected a rule'",
    })
    void whatCannotBeReadIsNotWritten(String text, String message) throws IOException {
        try (FileAuthorizer file = open(Optional.empty())) {
            assertThatThrownBy(() -> file.write(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
            assertThat(paths.own()).doesNotExist();
            assertThat(publishes(file, "secret")).isInstanceOf(Authorization.Deny.class);
        }
    }
}
