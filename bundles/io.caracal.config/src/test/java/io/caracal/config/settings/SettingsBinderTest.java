package io.caracal.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.typesafe.config.ConfigFactory;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsException.Problem;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.Whole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsBinderTest {
    enum Strategy {
        ROUND_ROBIN,
        HASH_CLIENTID
    }

    record Scalars(
            @Default("true") boolean enable,
            @Default("7") @Range(min = 1, max = 65535) int count,
            @Default("8") long total,
            @Default("1.5") double keepaliveMultiplier,
            @Default("caracal") @Range(min = 1, max = 10) String name,
            @Default("15s") @Range(min = 1000) Duration idleTimeout,
            @Default("1MB") @Range(max = 268435456) Bytes maxPacketSize,
            @Default("round_robin") Strategy sharedSubscriptionStrategy,
            Optional<Secret> password) {}

    record Absent(
            @Default("disabled") @Range(min = 1) Optional<Integer> serverKeepalive,
            @Default("1000") Optional<Long> maxMqueueLen,
            Optional<Duration> expiry,
            Optional<String> note,
            Optional<Inner> inner) {}

    record Inner(@Default("1") int low, @Default("2") int high) {
        Inner {
            if (low > high) {
                throw new IllegalArgumentException("low must not be greater than high");
            }
        }
    }

    record Required(String bind) {}

    record Nested(Inner inner, @Default("{ high = 9 }") Inner other, Required required) {}

    record Containers(
            @Default("[tcp, ssl]") List<String> protocols,
            @Range(max = 2) List<Inner> inners,

            @Default("{ default { bind = \"127.0.0.1:1883\" } }")
            Map<String, Required> listeners,

            Map<String, List<Integer>> numbers) {}

    record Listed(@Whole List<SettingsNode> elements) {}

    record Server(String host, @Default("8") int poolSize, Inner inner) {}

    record WithServer(@Default("q") String query, @Flattened Server server) {}

    record MaybeServer(
            Optional<String> connector, @Flattened Optional<Server> server) {}

    record Twice(String host, @Flattened Server server) {}

    record NoGroup(@Flattened String host) {}

    record Holder(Listed chain, SettingsNode raw) {}

    private static <T extends Record> T bind(Class<T> type, String hocon) throws SettingsException {
        return new SettingsBinder(Map.of("SECRET_NAME", "from-env"), Path.of(""))
                .bind(ConfigFactory.parseString(hocon).root(), "section", type);
    }

    private static List<Problem> problems(Class<? extends Record> type, String hocon) {
        return assertThrows(SettingsException.class, () -> bind(type, hocon)).problems();
    }

    @Test
    void absentKeysTakeTheirDefaults() {
        assertThat(SettingsBinder.defaults(Scalars.class))
                .isEqualTo(new Scalars(
                        true,
                        7,
                        8,
                        1.5,
                        "caracal",
                        Duration.ofSeconds(15),
                        new Bytes(1 << 20),
                        Strategy.ROUND_ROBIN,
                        Optional.empty()));
    }

    @Test
    void nullTakesUpTheDefaultAgain() throws SettingsException {
        assertThat(bind(Scalars.class, "count = 9, count = null").count()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "on,true", "yes,true", "'\"true\"',true", "false,false", "off,false", "no,false"})
    void booleansAreReadInEveryWayOfHocon(String given, boolean expected) throws SettingsException {
        assertThat(bind(Scalars.class, "enable = " + given).enable()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "65535,65535", "'\"12\"',12", "1e3,1000", "12.0,12"})
    void wholeNumbersAreReadWithinTheirRange(String given, int expected) throws SettingsException {
        assertThat(bind(Scalars.class, "count = " + given).count()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "-1", "1.5", "99999999999999999999", "1e999999999", "many", "5 bananas", "0x10"})
    void otherNumbersAreRefused(String given) {
        assertThat(problems(Scalars.class, "count = " + given)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("section.count");
            assertThat(problem.given()).isEqualTo('"' + given + '"');
            assertThat(problem.expected()).isEqualTo("a whole number from 1 to 65535");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "15s,15000",
        "2h,7200000",
        "1500ms,1500",
        "1h30m,5400000",
        "1d,86400000",
        "2 weeks,1209600000",
        "5000,5000",
        "1.5s,1500",
        "1m 30s,90000",
        "'\"10 seconds\"',10000"
    })
    void durationsAreReadWithUnitsAndAsMilliseconds(String given, long millis) throws SettingsException {
        assertThat(bind(Scalars.class, "idle_timeout = " + given).idleTimeout()).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"999ms", "-5s", "15 bananas", "s", "''", "1.5", "infinity", "999999999999999999w"})
    void otherDurationsAreRefusedWithTheRangeInUnits(String given) {
        assertThat(problems(Scalars.class, "idle_timeout = \"" + given + '"'))
                .singleElement()
                .extracting(Problem::expected)
                .isEqualTo("a duration such as 15s or 2h of at least 1s");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1024,1024",
        "1B,1",
        "64KB,65536",
        "64kb,65536",
        "1MB,1048576",
        "10MiB,10485760",
        "1.5K,1536",
        "200 M,209715200",
        "0.25GB,268435456"
    })
    void sizesAreReadWithUnitsOf1024(String given, long bytes) throws SettingsException {
        assertThat(bind(Scalars.class, "max_packet_size = " + given).maxPacketSize())
                .isEqualTo(new Bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"257MB", "-1", "0.3B", "1XB", "MB", "9999999999999999999TB"})
    void otherSizesAreRefused(String given) {
        assertThat(problems(Scalars.class, "max_packet_size = " + given))
                .singleElement()
                .extracting(Problem::expected)
                .isEqualTo("a size such as 64KB or 1MB up to 256MB");
    }

    @Test
    void textTakesNumbersAndCountsItsCharacters() throws SettingsException {
        assertThat(bind(Scalars.class, "name = 007").name()).isEqualTo("007");
        assertThat(bind(Scalars.class, "name = \"Grüße 🐆\"").name()).isEqualTo("Grüße 🐆");
        assertThat(problems(Scalars.class, "name = \"\""))
                .extracting(Problem::expected)
                .containsExactly("text, from 1 to 10 characters");
    }

    @Test
    void wordsAreThoseOfTheEnumInSnakeCase() throws SettingsException {
        assertThat(bind(Scalars.class, "shared_subscription_strategy = hash_clientid")
                        .sharedSubscriptionStrategy())
                .isEqualTo(Strategy.HASH_CLIENTID);
    }

    @ParameterizedTest
    @CsvSource({"roundrobin", "ROUND_ROBIN", "round-robin", "round_robbin"})
    void mistypedWordsGetASuggestion(String given) {
        assertThat(problems(Scalars.class, "shared_subscription_strategy = " + given))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.expected()).isEqualTo("one of round_robin, hash_clientid");
                    assertThat(problem.suggestion()).isEqualTo("did you mean round_robin?");
                });
    }

    @ParameterizedTest
    @CsvSource({"max_paket_size", "maxPacketSize", "max-packet-size", "MAX_PACKET_SIZE", "max_packet_sizes"})
    void unknownKeysGetASuggestionAndHideTheirValue(String key) {
        assertThat(problems(Scalars.class, key + " = hunter2")).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("section." + key);
            assertThat(problem.given()).isEqualTo("an unknown key");
            assertThat(problem.suggestion()).isEqualTo("did you mean section.max_packet_size?");
            assertThat(problem.toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void unknownKeysWithoutAnythingAlikeListTheKnown() {
        assertThat(problems(Inner.class, "\"völlig anders\" = 1"))
                .containsExactly(new Problem(
                        "section.\"völlig anders\"", "String: 1", "an unknown key", "one of high, low", ""));
    }

    @Test
    void allProblemsAreNamedInTheOrderOfTheFile() {
        assertThat(problems(Scalars.class, "enable = maybe\nidle_timeout = 1\nunknown_thing = 1\ncount = 0"))
                .extracting(Problem::origin)
                .containsExactly("String: 1", "String: 2", "String: 3", "String: 4");
    }

    @Test
    void subtreesAreNeverShown() {
        assertThat(problems(Scalars.class, "count = [hunter2], name { password = hunter2 }"))
                .hasSize(2)
                .noneSatisfy(problem -> assertThat(problem.toString()).contains("hunter2"))
                .extracting(Problem::given)
                .containsExactlyInAnyOrder("a list", "a section");
    }

    @Test
    void controlCharactersOfAValueCannotForgeLines() {
        assertThat(problems(Scalars.class, "count = \"1\\nERROR forged\""))
                .singleElement()
                .asString()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"disabled", "infinity"})
    void optionalMeasuresAreSwitchedOffByWords(String word) throws SettingsException {
        assertThat(bind(Absent.class, "max_mqueue_len = " + word).maxMqueueLen())
                .isEmpty();
        assertThat(bind(Absent.class, "server_keepalive = " + word).serverKeepalive())
                .isEmpty();
        assertThat(bind(Absent.class, "expiry = " + word).expiry()).isEmpty();
        assertThat(bind(Absent.class, "note = " + word).note()).contains(word);
    }

    @Test
    void optionalValuesAreBoundAndChecked() throws SettingsException {
        assertThat(SettingsBinder.defaults(Absent.class))
                .isEqualTo(new Absent(
                        Optional.empty(), Optional.of(1000L), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(bind(Absent.class, "server_keepalive = 60, inner {}"))
                .isEqualTo(new Absent(
                        Optional.of(60),
                        Optional.of(1000L),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Inner(1, 2))));
        assertThat(problems(Absent.class, "server_keepalive = 0, inner { low = x }"))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("section.server_keepalive", "section.inner.low");
    }

    @Test
    void nestedRecordsBringTheirOwnDefaults() throws SettingsException {
        assertThat(bind(Nested.class, "required.bind = x, other.low = 5"))
                .isEqualTo(new Nested(new Inner(1, 2), new Inner(5, 9), new Required("x")));
    }

    @Test
    void aMissingKeyIsReportedAtItsSection() {
        assertThat(problems(Nested.class, "inner.low = 1\nrequired {\n}"))
                .containsExactly(new Problem("section.required.bind", "String: 2", "nothing", "text", "set it"));
    }

    @Test
    void whatAConstructorRefusesIsAProblemAtThatPath() {
        assertThat(problems(Nested.class, "required.bind = x\ninner { low = 3 }"))
                .singleElement()
                .asString()
                .isEqualTo("String: 2: section.inner: low must not be greater than high");
    }

    record Leaky(Secret password) {
        Leaky {
            throw new IllegalArgumentException("bad password " + password.reveal());
        }
    }

    @Test
    void aConstructorThatQuotesASecretDoesNotLeakIt() {
        assertThat(problems(Leaky.class, "password = hunter2"))
                .singleElement()
                .asString()
                .isEqualTo("String: 1: section: bad password ******");
    }

    @Test
    void listsReplaceTheirDefaultAndEntriesJoinIt() throws SettingsException {
        Containers bound = bind(
                Containers.class,
                "protocols = [ws], inners = [{high = 3}], listeners { other.bind = y, default.bind = z }, numbers.a = [1, 2]");
        assertThat(bound)
                .isEqualTo(new Containers(
                        List.of("ws"),
                        List.of(new Inner(1, 3)),
                        Map.of("default", new Required("z"), "other", new Required("y")),
                        Map.of("a", List.of(1, 2))));
    }

    @Test
    void nullRemovesADefaultEntry() throws SettingsException {
        assertThat(bind(Containers.class, "listeners.default = null").listeners())
                .isEmpty();
    }

    @Test
    void containersNameTheElementThatIsWrong() {
        assertThat(problems(
                        Containers.class,
                        "protocols = tcp\ninners = [{}, {}, {}]\nlisteners { \"a b\" {bind = x} }\nnumbers.a = [1, x]"))
                .extracting(Problem::path, Problem::given, Problem::expected)
                .containsExactly(
                        tuple("section.protocols", "a single value", "a list, each element text"),
                        tuple("section.inners", "a list", "a list, each element a section { … }, up to 2 elements"),
                        tuple(
                                "section.listeners.\"a b\"",
                                "a name with other characters",
                                "a name of letters, digits, _ and -"),
                        tuple("section.numbers.a.1", "\"x\"", "a whole number"));
    }

    @Test
    void aListWithinBracesIsNoList() {
        assertThat(problems(Containers.class, "protocols { 0 = tcp }"))
                .extracting(Problem::given)
                .containsExactly("a section");
    }

    @Test
    void secretsAreValuesOrReferences(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("secret"), "from file \n\r\n");
        SettingsBinder binder = new SettingsBinder(Map.of("SECRET_NAME", "from env"), folder);

        assertThat(List.of("plain", "\"env:SECRET_NAME\"", "\"file:secret\"", "\"file:" + folder + "/secret\""))
                .map(text -> binder.bind(
                                ConfigFactory.parseString("password = " + text).root(), "", Scalars.class)
                        .password()
                        .orElseThrow()
                        .reveal())
                .containsExactly("plain", "from env", "from file \n", "from file \n");
    }

    @Test
    void secretsThatLeadNowhereSayWhere() {
        assertThat(problems(Scalars.class, "password = \"env:NOT_SET\""))
                .extracting(Problem::expected)
                .containsExactly("the environment variable NOT_SET to be set");
        assertThat(problems(Scalars.class, "password = \"file:/no/such\""))
                .singleElement()
                .extracting(Problem::expected)
                .asString()
                .startsWith("the file /no/such to be readable");
    }

    @Test
    void nodesAreBoundLaterWithPathAndOrigin() throws SettingsException {
        Holder holder = bind(
                Holder.class,
                "raw { }\nchain = [\n  { backend = db, bind = here, low = 3 }\n  { backend = db, bnd = hunter2 }\n]");
        SettingsNode first = holder.chain().elements().getFirst();
        SettingsNode second = holder.chain().elements().getLast();

        assertThat(first.path()).isEqualTo("section.chain.0");
        assertThat(first.origin()).isEqualTo("String: 3");
        assertThat(first.text("backend")).contains("db");
        assertThat(first.text("absent")).isEmpty();
        assertThat(first.without("backend", "low", "absent").bind(Required.class))
                .isEqualTo(new Required("here"));
        assertThat(second).asString().doesNotContain("hunter2");
        assertThat(assertThrows(SettingsException.class, () -> second.without("backend")
                                .bind(Required.class))
                        .problems())
                .containsExactlyInAnyOrder(
                        new Problem(
                                "section.chain.1.bnd",
                                "String: 4",
                                "an unknown key",
                                "one of bind",
                                "did you mean section.chain.1.bind?"),
                        new Problem("section.chain.1.bind", "String: 4", "nothing", "text", "set it"));
    }

    @Test
    void aNodeMustBeASection() {
        assertThat(problems(Holder.class, "raw = hunter2, chain = [1]"))
                .extracting(Problem::path, Problem::given)
                .containsExactlyInAnyOrder(
                        tuple("section.raw", "a single value"), tuple("section.chain.0", "a single value"));
    }

    @Test
    void nodesAreEqualByContentNotByLine() throws SettingsException {
        SettingsBinder binder = new SettingsBinder(Map.of(), Path.of(""));
        Holder one = binder.bind(ConfigFactory.parseString("raw { a = 1 }").root(), "", Holder.class);
        Holder other =
                binder.bind(ConfigFactory.parseString("\n\nraw { a = 1 }").root(), "", Holder.class);

        assertThat(one).isEqualTo(other);
    }

    record Unsupported(Thread thread) {}

    record Endless(List<Endless> again) {}

    @Test
    void recordsThatCannotBeSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsBinder.defaults(Unsupported.class))
                .withMessageContaining("Unsupported.thread: no setting can be of java.lang.Thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsBinder.defaults(Endless.class))
                .withMessageContaining("contains itself");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsBinder.defaults(Required.class))
                .withMessageContaining("bind: given nothing");
    }

    @Test
    void keysOfAFlattenedRecordStandAtTheLevelOfThoseAroundIt() throws SettingsException {
        assertThat(bind(WithServer.class, "query = x, host = h, inner { high = 3 }"))
                .isEqualTo(new WithServer("x", new Server("h", 8, new Inner(1, 3))));
    }

    @Test
    void aKeyThatAFlattenedRecordNeedsIsMissedWhereItShouldStand() {
        assertThat(problems(WithServer.class, "query = x"))
                .extracting(Problem::path)
                .containsExactly("section.host");
    }

    @Test
    void anUnknownKeyBesideAFlattenedRecordIsRefusedOnce() {
        assertThat(problems(WithServer.class, "host = h, pool_sise = 3"))
                .extracting(Problem::path, Problem::suggestion)
                .containsExactly(tuple("section.pool_sise", "did you mean section.pool_size?"));
    }

    @Test
    void anOptionalFlattenedRecordIsEmptyWithoutAnyOfItsKeys() throws SettingsException {
        assertThat(bind(MaybeServer.class, "connector = \"mysql:main\", host = null"))
                .isEqualTo(new MaybeServer(Optional.of("mysql:main"), Optional.empty()));
    }

    @Test
    void oneKeyOfAnOptionalFlattenedRecordMakesTheOthersRequired() {
        assertThat(problems(MaybeServer.class, "connector = a, pool_size = 3"))
                .extracting(Problem::path)
                .containsExactly("section.host");
    }

    @Test
    void aFlattenedRecordIsShownAsItIsGiven() throws SettingsException {
        RecordTree tree = new RecordTree(Secrets.MASKED, Optional.empty());

        assertThat(tree.of(bind(MaybeServer.class, "host = h")))
                .hasToString("{connector=null, host=h, pool_size=8, inner={low=1, high=2}}");
    }

    @Test
    void aRecordWithTwoKeysOfOneNameOrWithAFlattenedTextCannotBeSettings() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeReader.read(Twice.class))
                .withMessageContaining("host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeReader.read(NoGroup.class))
                .withMessageContaining("host");
    }

    record Grouped(@Whole Map<String, Map<String, SettingsNode>> entries) {}

    record Common(@Default("true") boolean enable) {}

    record Login(String user, Secret password) {}

    @Test
    void secretsOfANodeAreToldByTheNameThatItStandsBelow() throws SettingsException {
        NodeTypes types = new NodeTypes(Common.class, List.of(new NodeTypes.NodeType("db", Login.class)));

        Object tree = new RecordTree(Secrets.MASKED, Optional.of(types))
                .of(bind(Grouped.class, "db.main { user = u, password = p }, other.main { user = u }"));

        assertThat(tree).hasToString("{db={main={password=******, user=u}}, other={main={user=******}}}");
    }

    @Test
    void aPartOfANodeIsBoundWithoutTheOthers() throws SettingsException {
        SettingsNode node = bind(Holder.class, "raw { low = 3, high = 4, unknown = 5 }, chain = []")
                .raw();

        assertThat(node.only("low", "high").bind(Inner.class)).isEqualTo(new Inner(3, 4));
    }
}
