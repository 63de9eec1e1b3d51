package io.caracal.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import io.caracal.config.settings.SettingsBinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultConfigurationTest {
    enum Strategy {
        @Description("One after the other.")
        ROUND_ROBIN,
        STICKY
    }

    @SettingsSection("mqtt")
    @Description("What the broker grants its clients.\n  mqtt.max_inflight = 64")
    record Mqtt(
            @Description("How long a connection may take to send CONNECT.") @Default("15s") @Range(min = 100)
            Duration idleTimeout,

            @Description("Packets that are larger are refused.") @Default("1MB") @Range(min = 1, max = 268435456)
            Bytes maxPacketSize,

            @Default("round_robin") Strategy strategy,
            @Default("disabled") Optional<Integer> serverKeepalive,
            @Default("infinity") Optional<Integer> maxQueue,
            Optional<String> note,
            Optional<Secret> password,
            @Default("") String suffix,
            @Default("a b: \"c\"") String quoted,
            Force forceShutdown,
            Optional<Force> maybe,
            Map<String, Integer> priorities) {}

    record Force(@Default("false") boolean enable) {}

    @SettingsSection("listeners")
    record Listeners(
            @Description("Plain MQTT over TCP.") @Default("{ default { bind = \"127.0.0.1:1883\" } }")
            Map<String, Listener> tcp,

            Map<String, Listener> ssl) {}

    record Listener(
            @Description("Address and port.") String bind,
            @Default("[tcp, \"x y\"]") List<String> protocols,
            List<Force> forces) {}

    @SettingsSection("authentication")
    record Authentication(@Whole @Description("The chain.") List<SettingsNode> chain) {}

    @SettingsSection("required")
    record Required(String value) {}

    private static final List<Class<? extends Record>> SECTIONS =
            List.of(Mqtt.class, Listeners.class, Authentication.class);

    private static Record bind(String hocon, Class<? extends Record> type) throws Exception {
        ConfigObject root = ConfigFactory.parseString(hocon).root();
        String path = Objects.requireNonNull(type.getAnnotation(SettingsSection.class))
                .value();
        return new SettingsBinder(Map.of(), Path.of("")).bind(root.get(path), path, type);
    }

    @ParameterizedTest
    @ValueSource(classes = {Mqtt.class, Listeners.class, Authentication.class})
    void theFileMeansTheDefaults(Class<? extends Record> type) throws Exception {
        assertThat(bind(DefaultConfiguration.of(SECTIONS), type)).isEqualTo(SettingsBinder.defaults(type));
    }

    @ParameterizedTest
    @ValueSource(classes = {Mqtt.class, Listeners.class, Authentication.class})
    void theFileWithAllKeysUncommentedMeansTheDefaultsToo(Class<? extends Record> type) throws Exception {
        String uncommented = DefaultConfiguration.of(SECTIONS).replaceAll("(?m)^( *)# ", "$1");

        assertThat(uncommented).contains("\n  idle_timeout = 15s\n");
        assertThat(bind(uncommented, type)).isEqualTo(SettingsBinder.defaults(type));
    }

    @Test
    void theFileExplainsEveryKey() {
        assertThat(DefaultConfiguration.of(SECTIONS))
                .contains("""
                ## What the broker grants its clients.
                ##   mqtt.max_inflight = 64
                mqtt {
                  ## How long a connection may take to send CONNECT.
                  ## A duration such as 15s or 2h of at least 100ms.
                  # idle_timeout = 15s

                  ## Packets that are larger are refused.
                  ## A size such as 64KB or 1MB from 1B to 256MB.
                  # max_packet_size = 1MB

                  ## One of round_robin, sticky.
                  ##   round_robin: One after the other.
                  # strategy = round_robin

                  ## A whole number, or disabled, or infinity.
                  # server_keepalive = disabled

                  ## A whole number, or disabled, or infinity.
                  # max_queue = infinity

                  ## Text, or null for none.
                  # note = null

                  ## A secret: the value itself, file:/path or env:NAME, or null for none.
                  # password = null

                  ## Text.
                  # suffix = ""

                  ## Text.
                  # quoted = "a b: \\"c\\""

                  force_shutdown {
                    ## True or false.
                    # enable = false
                  }

                  ## A section { … }, or null for none.
                  # maybe = null
                  ##   {
                  ##     # True or false.
                  ##     enable = false
                  ##   }

                  ## Entries with names, each a whole number.
                  # priorities = {}
                }

                listeners {
                  ## Plain MQTT over TCP.
                  ## Each entry has a name of letters, digits, _ and -.
                  tcp {
                    default {
                      ## Address and port.
                      ## Text.
                      # bind = "127.0.0.1:1883"

                      ## A list, each element text.
                      # protocols = [tcp, "x y"]

                      ## A list, each element a section { … }.
                      # forces = []
                      ##   {
                      ##     # True or false.
                      ##     enable = false
                      ##   }
                    }
                  }

                  ## Each entry has a name of letters, digits, _ and -.
                  ssl {
                """)
                .contains("bind = …")
                .endsWith("""

                ## The chain.
                ## A list, each element a section { … }.
                # authentication = []
                """);
    }

    @Test
    void noLineIsWiderThanThePageOrEndsInBlanks() {
        assertThat(DefaultConfiguration.of(SECTIONS).lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(120).doesNotEndWith(" "));
    }

    @Test
    void aSectionThatCannotBeLeftOutHasNoDefaultFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DefaultConfiguration.of(List.of(Required.class)))
                .withMessageContaining("value has no default");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DefaultConfiguration.of(List.of(Force.class)))
                .withMessageContaining("carries no @SettingsSection");
    }

    @Test
    void theFileIsWrittenForNamedRecords(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("caracal.conf");
        DefaultConfigurationFile.main(new String[] {file.toString(), Authentication.class.getName()});
        assertThat(file).content().isEqualTo(DefaultConfiguration.of(List.of(Authentication.class)));
        assertThat(Files.readString(file)).startsWith("## The configuration of Caracal");
    }
}
