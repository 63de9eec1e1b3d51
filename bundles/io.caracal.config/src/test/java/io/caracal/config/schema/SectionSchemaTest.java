package io.caracal.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.caracal.api.config.Applies;
import io.caracal.api.config.Bytes;
import io.caracal.api.config.Default;
import io.caracal.api.config.Description;
import io.caracal.api.config.Flattened;
import io.caracal.api.config.NodeTypes;
import io.caracal.api.config.NodeTypes.NodeType;
import io.caracal.api.config.Range;
import io.caracal.api.config.Secret;
import io.caracal.api.config.SettingsNode;
import io.caracal.api.config.SettingsSection;
import io.caracal.api.config.Whole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionSchemaTest {
    enum Strategy {
        @Description("One after the other.")
        ROUND_ROBIN,
        STICKY
    }

    record Inner(@Default("1") int a) {}

    @SettingsSection("sample")
    @Description("A \"sample\".")
    @Applies(Applies.When.NEW_CONNECTIONS)
    record Sample(
            @Description("How many.") @Default("32") @Range(min = 1, max = 100)
            int count,

            @Default("15s") Duration time,
            @Default("1MB") @Applies(Applies.When.AT_ONCE) Bytes size,
            Secret secret,
            @Default("sticky") Strategy strategy,
            Optional<Integer> limit,
            @Range(max = 5) List<String> names,
            Map<String, Inner> entries) {}

    @SettingsSection("chain")
    record Chain(@Whole List<SettingsNode> elements) {}

    @SettingsSection("grouped")
    record Grouped(@Whole Map<String, Map<String, SettingsNode>> entries) {}

    record Group(String host, @Default("8") int pool) {}

    @SettingsSection("flat")
    record Flat(@Flattened Group needed) {}

    @SettingsSection("maybe")
    record MaybeFlat(Optional<String> other, @Flattened Optional<Group> group) {}

    record Common(String mechanism, @Default("") String backend) {}

    record Http(String url) {}

    private static Config schema(boolean live) {
        return ConfigFactory.parseString(SectionSchema.of(Sample.class, Optional.empty(), live));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | sample",
                "description | A \"sample\".",
                "type | object",
                "additionalProperties | false",
                "properties.count.type | integer",
                "properties.count.minimum | 1",
                "properties.count.maximum | 100",
                "properties.count.default | 32",
                "properties.count.description | How many.",
                "properties.count.x-applies | for new connections",
                "properties.time.x-unit | duration",
                "properties.size.x-unit | bytes",
                "properties.size.x-applies | at once",
                "properties.secret.format | password",
                "properties.strategy.x-meanings.round_robin | One after the other.",
                "properties.names.maxItems | 5",
                "properties.names.items.type | string",
                "properties.entries.propertyNames.pattern | ^[A-Za-z0-9_-]+$",
            })
    void whatTheRecordSaysStandsInTheSchema(String path, String expected) {
        assertThat(schema(true).getString(path)).isEqualTo(expected);
    }

    @Test
    void whatHasNoDefaultIsRequired() {
        assertThat(schema(true).getStringList("required")).containsExactly("secret");
    }

    @Test
    void keysStandInTheOrderOfTheRecord() {
        assertThat(SectionSchema.of(Sample.class, Optional.empty(), true))
                .containsSubsequence("\"count\"", "\"time\"", "\"size\"", "\"secret\"", "\"strategy\"");
    }

    @Test
    void aSectionThatNobodyAppliesNeedsARestart() {
        assertThat(schema(false).getString("properties.size.x-applies")).isEqualTo("after a restart");
    }

    @Test
    void elementsOfInstalledTypesAreDescribedInFull() {
        NodeTypes types = new NodeTypes(
                Common.class, List.of(new NodeType(Map.of("mechanism", "http", "backend", ""), Http.class)));

        Config items = ConfigFactory.parseString(SectionSchema.of(Chain.class, Optional.of(types), true))
                .getConfig("items");

        assertThat(items.getStringList("required")).containsExactly("mechanism");
        Config condition = items.getConfigList("allOf").getFirst();
        assertThat(condition.getString("if.properties.mechanism.const")).isEqualTo("http");
        assertThat(condition.getConfig("then.properties").root()).containsOnlyKeys("mechanism", "backend", "url");
        assertThat(condition.getBoolean("then.additionalProperties")).isFalse();
    }

    @Test
    void keysOfAFlattenedRecordStandAmongThoseAroundThem() {
        Config schema = ConfigFactory.parseString(SectionSchema.of(Flat.class, Optional.empty(), true));

        assertThat(schema.getConfig("properties").root()).containsOnlyKeys("host", "pool");
        assertThat(schema.getStringList("required")).containsExactly("host");
    }

    @Test
    void keysOfAnOptionalFlattenedRecordAreNotRequired() {
        Config schema = ConfigFactory.parseString(SectionSchema.of(MaybeFlat.class, Optional.empty(), true));

        assertThat(schema.getConfig("properties").root()).containsOnlyKeys("other", "host", "pool");
        assertThat(schema.hasPath("required")).isFalse();
    }

    @Test
    void nodesBelowTheNameOfTheirTypeAreDescribedThere() {
        NodeTypes types = new NodeTypes(Inner.class, List.of(new NodeType("http", Http.class)));

        Config schema = ConfigFactory.parseString(SectionSchema.of(Grouped.class, Optional.of(types), true));

        Config node = schema.getConfigList("properties.http.additionalProperties.anyOf")
                .getFirst();
        assertThat(node.getConfig("properties").root()).containsOnlyKeys("a", "url");
        assertThat(node.getStringList("required")).containsExactly("url");
    }
}
