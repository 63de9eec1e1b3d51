package io.caracal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.caracal.api.config.Default;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import io.caracal.config.change.ChangeStore;
import io.caracal.config.change.LiveConfiguration;
import io.caracal.config.change.PluginSections;
import io.caracal.config.change.Section;
import io.caracal.config.change.Sections;
import io.caracal.config.tree.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers together, as an operator sees them: files, variables and assignments in, settings or problems out. */
class ConfigurationLoaderTest {
    @SettingsSection("mqtt")
    record Mqtt(
            @Default("32") int maxInflight,
            @Default("caracal") String name,
            @Default("hidden") Secret token) {}

    record Listener(String bind, @Default("true") boolean enable) {}

    @SettingsSection("listeners")
    record Listeners(
            @Default("{ default { bind = \"127.0.0.1:1883\" } }")
            Map<String, Listener> tcp) {}

    @SettingsSection("authentication")
    record Authentication(@Whole List<SettingsNode> chain) {}

    @SettingsSection("delayed")
    record Delayed(@Default("10") int limit) {}

    @SettingsSection("mqtt")
    record Impostor(@Default("1") int maxInflight) {}

    record Sectionless(@Default("1") int a) {}

    @TempDir
    Path folder;

    private Path file;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> assignments = List.of();
    private List<Section> sections = List.of(
            new Section("mqtt", Mqtt.class, "core"),
            new Section("listeners", Listeners.class, "transport"),
            new Section("authentication", Authentication.class, "security"),
            new Section("plugin_sections", PluginSections.class, "config"));

    @BeforeEach
    void emptyFile() throws IOException {
        file = folder.resolve("caracal.conf");
        write("caracal.conf", "");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private LiveConfiguration load() throws SettingsException {
        return load(new Sources(file, environment, assignments));
    }

    private LiveConfiguration load(Sources sources) throws SettingsException {
        try {
            ChangeStore store = ChangeStore.open(folder.resolve("configs"));
            return new ConfigurationLoader(new Sections(sections), store).load(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Problem> problems() {
        return assertThrows(SettingsException.class, this::load).problems();
    }

    private Problem problem() {
        assertThat(problems()).hasSize(1);
        return problems().getFirst();
    }

    private String bindOf(String listener) throws SettingsException {
        return Objects.requireNonNull(load().section(Listeners.class).tcp().get(listener))
                .bind();
    }

    @Test
    void anEmptyFileGivesTheDefaults() throws SettingsException {
        assertThat(load().section(Mqtt.class)).isEqualTo(new Mqtt(32, "caracal", new Secret("hidden")));
        assertThat(bindOf("default")).isEqualTo("127.0.0.1:1883");
    }

    @Test
    void eachLayerWinsOverTheOneBefore() throws Exception {
        write("caracal.conf", "mqtt.max_inflight = 1");
        assertThat(load().section(Mqtt.class).maxInflight()).isEqualTo(1);
        environment.put("CARACAL_MQTT__MAX_INFLIGHT", "2");
        assertThat(load().section(Mqtt.class).maxInflight()).isEqualTo(2);
        assignments = List.of("mqtt.max_inflight=3", "mqtt.max_inflight = 4");
        assertThat(load().section(Mqtt.class).maxInflight()).isEqualTo(4);
    }

    @Test
    void aVariableReachesIntoADefaultEntry() throws SettingsException {
        environment.put("CARACAL_LISTENERS__TCP__DEFAULT__BIND", "0.0.0.0:1883");
        assertThat(bindOf("default")).isEqualTo("0.0.0.0:1883");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "pass#word,pass#word",
                "a//b,a//b",
                "${HOME},${HOME}",
                "\"quoted \",quoted ",
                "\"open,\"open",
                "[open,[open",
                "{a=,{a=",
                "{\"include \\\"x\\\"\",{\"include \\\"x\\\"\"",
                "true,true",
                "1e3,1e3",
                "ключ,ключ"
            })
    void textInVariablesIsTakenAsItStands(String given, String bound) throws SettingsException {
        environment.put("CARACAL_MQTT__NAME", given);
        assertThat(load().section(Mqtt.class).name()).isEqualTo(bound);
    }

    @Test
    void listsAndSectionsInVariablesAreHocon() throws SettingsException {
        environment.put("CARACAL_AUTHENTICATION", "[{ backend = db, path = \"/x\" }]");
        environment.put("CARACAL_LISTENERS__TCP", "{ other { bind = \"[::1]:1883\" } }");

        SettingsNode element = load().section(Authentication.class).chain().getFirst();

        assertThat(element.text("backend")).contains("db");
        assertThat(element.origin()).isEqualTo("environment variable CARACAL_AUTHENTICATION");
        assertThat(bindOf("other")).isEqualTo("[::1]:1883");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CARACAL_HOME",
                "CARACAL_DATA",
                "CARACAL_CONFIG",
                "CARACAL_PLUGINS",
                "CARACAL_JAVA_OPTS",
                "CARACAL_START_TIMEOUT",
                "CARACAL_SERVICE_HOST",
                "CARACAL_SERVICE_PORT_MQTT",
                "CARACAL_PORT",
                "CARACAL_PORT_1883_TCP_ADDR",
                "CARACAL_HEADLESS_SERVICE_PORT",
                "CARACAL_",
                "OTHER_MQTT__NAME",
                "caracal_mqtt__name"
            })
    void variablesThatAreNoSettingsAreLeftAlone(String name) throws SettingsException {
        environment.put(name, "tcp://10.0.0.1");
        assertThat(load().section(Mqtt.class).name()).isEqualTo("caracal");
    }

    @ParameterizedTest
    @CsvSource({
        "CARACAL_MQTT__MAX_INFLIGTH, CARACAL_MQTT__MAX_INFLIGHT",
        "CARACAL_MQT__NAME, CARACAL_MQTT",
        "CARACAL_MQTT_MAX_INFLIGHT, CARACAL_MQTT__MAX_INFLIGHT",
        "CARACAL_MAX_INFLIGHT, CARACAL_MQTT__MAX_INFLIGHT",
        "CARACAL_LISTENERS__TCP__DEFAULT__BIN, CARACAL_LISTENERS__TCP__DEFAULT__BIND"
    })
    void mistypedVariablesGetTheVariableThatWasMeant(String given, String meant) {
        environment.put(given, "hunter2");
        assertThat(problem().origin()).isEqualTo("environment variable " + given);
        assertThat(problem().suggestion()).isEqualTo("did you mean " + meant + "?");
        assertThat(problem().toString()).doesNotContain("hunter2");
    }

    @Test
    void aWrongValueIsTracedToItsLayer() throws IOException {
        write("caracal.conf", "mqtt {\n  max_inflight = lots\n}\n");
        assertThat(problem())
                .isEqualTo(new Problem("mqtt.max_inflight", file + ": 2", "\"lots\"", "a whole number", ""));
        environment.put("CARACAL_MQTT__MAX_INFLIGHT", "more");
        assertThat(problem().origin()).isEqualTo("environment variable CARACAL_MQTT__MAX_INFLIGHT");
        assignments = List.of("mqtt.max_inflight=most");
        assertThat(problem().origin()).isEqualTo("--set mqtt.max_inflight");
    }

    @Test
    void assignmentsWithoutKeyOrValueAreProblems() {
        assignments = List.of("mqtt.name", "=5", "mqtt..name=1");
        assertThat(problems())
                .extracting(Problem::origin, Problem::given)
                .containsExactly(
                        tuple("--set mqtt.name", "no value"),
                        tuple("--set ", "no key"),
                        tuple("--set mqtt..name", "no key"));
    }

    @Test
    void includesAreRelativeToTheirFileAndKeepTheirLines() throws IOException {
        Files.createDirectories(folder.resolve("conf.d/more"));
        write("caracal.conf", "\ninclude \"conf.d/mqtt.conf\"\nmqtt.max_inflight = x\n");
        write("conf.d/mqtt.conf", "mqtt { include \"more/names\" }\n");
        write("conf.d/more/names", "\n\nnmae = y\n");

        assertThat(problems())
                .extracting(Problem::path, Problem::origin)
                .containsExactly(
                        tuple("mqtt.max_inflight", file + ": 3"),
                        tuple("mqtt.nmae", folder.resolve("conf.d/more/names") + ": 3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "include \"missing.conf\" | no file at FOLDER/missing.conf",
                "include file(\"missing.conf\") | no file at FOLDER/missing.conf",
                "include required(\"missing.conf\") | no file at FOLDER/missing.conf",
                "include \"caracal.conf\" | a file that includes itself (caracal.conf)",
                "include url(\"http://127.0.0.1:1/x\") | a URL (http://127.0.0.1:1/x)",
                "include \"http://127.0.0.1:1/x\" | a URL (http://127.0.0.1:1/x)",
                "include classpath(\"reference.conf\") | a class path resource (reference.conf)"
            })
    void includesThatCannotBeFollowedAreErrorsAtTheirLine(String include, String given) throws IOException {
        write("caracal.conf", "# first\n" + include);
        assertThat(problem().origin()).isEqualTo(file + ": 2");
        assertThat(problem().given()).isEqualTo(given.replace("FOLDER", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a { b = hunter2 | 2 | the end of the file",
                "a = hunter2 } | 2 | a closing brace too many",
                "a = [1, hunter2 | 2 | the end of the file",
                "password hunter2 | 2 | a key without a value",
                "password = hunter2:x | 2 | the character : where it cannot stand",
                "password = hunter2@x | 2 | the character @ outside quotes",
                "password = \"hunter2 | 2 | a string without an end",
                "password = \"\"\"hunter2 | 2 | a string without an end",
                "password = \"hunter2\\q\" | 2 | an unknown escape after a backslash",
                "password = ${hunter | 2 | a substitution without an end",
                "password = ${no.such} | 2 | ${no.such}, which is set nowhere",
                "a = ${b}, b = ${a} | 2 | ${a}, which refers to itself",
                "= hunter2 | 2 | the character = where it cannot stand",
                "include hunter2 | 2 | an include that cannot be understood",
                "a..b = hunter2 | 2 | a key with an empty part",
                "a = hunter2 { b = 1 } | 2 | text beside a list or a section",
            })
    void syntaxErrorsNameFileAndLineButNeverTheText(String text, int line, String given) throws IOException {
        write("caracal.conf", "# first\n" + text);
        assertThat(problem().origin()).isEqualTo(file + ": " + line);
        assertThat(problem().given()).isEqualTo(given);
        assertThat(problem().toString()).doesNotContain("hunter2");
    }

    @Test
    void filesThatAreNoTextOrNoTreeAreProblems() throws IOException {
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});
        assertThat(problem().given()).isEqualTo("bytes that are not UTF-8");
        write("caracal.conf", "[1, 2]");
        assertThat(problem().given()).isEqualTo("a list");
        write("caracal.conf", "a = " + "[".repeat(100_000));
        assertThat(problem().given()).isEqualTo("brackets inside brackets without end");
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        file = folder.resolve("nowhere.conf");
        assertThat(problem())
                .isEqualTo(new Problem(
                        "",
                        file.toString(),
                        "no file at " + file,
                        "a readable HOCON file",
                        "give another with --config FILE"));
        file = folder;
        assertThat(problem().given()).isEqualTo(folder + ", a folder");
    }

    @Test
    void substitutionsReachKeysOfAllLayersAndTheEnvironment() throws Exception {
        write("caracal.conf", "mqtt.name = ${listeners.tcp.default.bind}\"-\"${NODE}${?ABSENT}");
        environment.put("NODE", "n1");
        environment.put("CARACAL_LISTENERS__TCP__DEFAULT__BIND", "ü");
        assertThat(load().section(Mqtt.class).name()).isEqualTo("ü-n1");
    }

    @Test
    void aByteOrderMarkAndJsonAreAccepted() throws Exception {
        Files.write(file, "\uFEFFmqtt.name = bom".getBytes(StandardCharsets.UTF_8));
        assertThat(load().section(Mqtt.class).name()).isEqualTo("bom");
        file = folder.resolve("caracal.json");
        write("caracal.json", "{\"mqtt\": {\"name\": \"json\"}}");
        assertThat(load().section(Mqtt.class).name()).isEqualTo("json");
    }

    @Test
    void unknownSectionsAreErrorsWithASuggestion() throws IOException {
        write("caracal.conf", "mqt { }\nlistener { }\nmax_inflight = 3\n");
        assertThat(problems())
                .extracting(Problem::path, Problem::suggestion)
                .containsExactly(
                        tuple("mqt", "did you mean mqtt?"),
                        tuple("listener", "did you mean listeners?"),
                        tuple("max_inflight", "did you mean mqtt.max_inflight?"));
    }

    @Test
    void aSectionThatIsNotASectionIsAProblem() throws IOException {
        write("caracal.conf", "mqtt = hunter2\nauthentication { a = 1 }\n");
        assertThat(problems())
                .extracting(Problem::path, Problem::given, Problem::expected)
                .containsExactly(
                        tuple("mqtt", "a single value", "a section { … }"),
                        tuple("authentication", "a section", "a list, each element a section { … }"));
    }

    @Test
    void sectionsOfPluginsThatComeLaterAreBoundOnDemand() throws Exception {
        write("caracal.conf", "plugin_sections = [delayed]\ndelayed.limit = 5");
        LiveConfiguration configuration = load();
        assertThat(configuration.section(Delayed.class)).isEqualTo(new Delayed(5));
        assertThat(configuration.section(Delayed.class)).isSameAs(configuration.section(Delayed.class));
    }

    @Test
    void aLaterSectionThatIsNotValidNamesEveryProblem() throws Exception {
        write("caracal.conf", "plugin_sections = [delayed]\ndelayed { limit = x, limt = 1 }");
        LiveConfiguration configuration = load();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.section(Delayed.class))
                .withMessageContaining("the section delayed is not valid")
                .withMessageContaining("given \"x\", expected a whole number")
                .withMessageContaining("did you mean delayed.limit?");
    }

    @Test
    void whatIsNoSectionOrSomebodyElsesIsRefused() throws SettingsException {
        LiveConfiguration configuration = load();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.section(Sectionless.class))
                .withMessageContaining("carries no @SettingsSection");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.section(Impostor.class))
                .withMessageContaining("belongs to " + Mqtt.class.getName());
    }

    @Test
    void twoBundlesMayNotClaimTheSameSection() {
        sections = List.of(new Section("mqtt", Mqtt.class, "core"), new Section("mqtt", Impostor.class, "impostor"));
        assertThat(problem().path()).isEqualTo("mqtt");
        assertThat(problem().expected()).contains("core").contains("impostor");
    }

    @Test
    void twoVersionsOfOneBundleMayClaimTheSameSection() throws SettingsException {
        sections = List.of(new Section("mqtt", Mqtt.class, "core"), new Section("mqtt", Mqtt.class, "core"));
        assertThat(load().section(Mqtt.class).maxInflight()).isEqualTo(32);
    }

    record Broken(Thread thread) {}

    @Test
    void aRecordThatCannotBeSettingsIsAProblemOfItsBundle() {
        sections = List.of(new Section("broken", Broken.class, "vendor.bundle"));
        assertThat(problem().expected()).startsWith("the bundle vendor.bundle is broken");
    }
}
