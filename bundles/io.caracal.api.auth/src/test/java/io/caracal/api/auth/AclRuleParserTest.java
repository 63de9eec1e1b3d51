package io.caracal.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AclRule.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclRuleParserTest {
    private static final Map<String, Object> FULL = Map.ofEntries(
            Map.entry("permission", "deny"),
            Map.entry("action", "publish"),
            Map.entry("topics", List.of("a/#", "eq b")),
            Map.entry("qos", List.of(0, 1)),
            Map.entry("retain", true),
            Map.entry("username", "kay"),
            Map.entry("clientid", "pump"),
            Map.entry("username_re", "^k"),
            Map.entry("clientid_re", "^p"),
            Map.entry("ipaddr", List.of("10.0.0.0/8", "::1")),
            Map.entry("listener", "tcp:default"),
            Map.entry("zone", "north"));

    @Test
    void aRuleOfEveryKeyIsReadAndWrittenBackTheSame() {
        AclRule rule = AclRuleParser.parse(FULL);

        assertThat(AclRuleParser.toMap(rule)).isEqualTo(FULL);
        assertThat(AclRuleParser.parse(AclRuleParser.toMap(rule))).isEqualTo(rule);
    }

    @Test
    void whatIsNotNamedIsNotLimited() {
        assertThat(AclRuleParser.parse(Map.of("permission", "allow")))
                .isEqualTo(new AclRule(true, Action.ALL, List.of(), Set.of(), Optional.empty(), AclSubject.ALL));
    }

    @ParameterizedTest
    @CsvSource({
        "permission, yes,      'permission: yes was given, expected allow or deny'",
        "action,     read,     'action: read was given, expected publish, subscribe or all'",
        "qos,        3,        'qos: 3 was given, expected 0, 1, 2 or a list of them'",
        "retain,     maybe,    'retain: maybe was given, expected true, false or all'",
        "ipaddr,     localhost, '\"localhost\" was given, expected an address or a network'",
        "ipaddr,     10.0.0.0/33, '\"10.0.0.0/33\" was given, expected an address or a network'",
        "topic,      a/#/b,    '\"a/#/b\" was given, expected a topic filter'",
        "topic,      $share/g/a, 'expected the filter without $share/group/'",
        "topic,      'a/${user}', '${user} was given, expected one of'",
        "clientid_re, '(',     'is not a regular expression'",
        "colour,     red,      'colour was given, expected the keys of a rule: action, clientid'",
    })
    void whatCannotBeIsNamedWithWhatIsExpected(String key, String value, String message) {
        Map<String, Object> fields = new HashMap<>(Map.of("permission", "allow"));
        fields.put(key, value);

        assertThatThrownBy(() -> AclRuleParser.parse(fields))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void emptyListsAreNoRulesAboutEverything() {
        for (String key : List.of("topics", "qos", "ipaddr")) {
            assertThatThrownBy(() -> AclRuleParser.parse(Map.of("permission", "allow", key, List.of())))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRowHasTextsAndNumbersAsTablesDo() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", 7L);
        row.put("username", "kay");
        row.put("permission", "ALLOW");
        row.put("action", "all");
        row.put("topic", "a/#");
        row.put("ipaddress", "");
        row.put("qos", (short) 1);
        row.put("retain", 1);

        assertThat(AclRuleParser.parseRow(row))
                .isEqualTo(new AclRule(true, Action.ALL, List.of("a/#"), Set.of(1), Optional.of(true), AclSubject.ALL));
    }

    @Test
    void aRowWithoutTopicIsNoRuleAboutEveryTopic() {
        Map<String, @Nullable Object> row = new HashMap<>(Map.of("permission", "allow", "action", "all"));
        row.put("topic", null);

        assertThatThrownBy(() -> AclRuleParser.parseRow(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic: nothing was given");
    }

    @Test
    void theRulesOfOneClientAreAListOrAShortForm() {
        assertThat(AclRuleParser.parseAll(List.of(Map.of("permission", "deny", "topic", "a"))))
                .containsExactly(new AclRule(false, Action.ALL, "a"));
        assertThat(AclRuleParser.parseAll(Map.of("pub", List.of("a", "b"))))
                .containsExactly(new AclRule(
                        true, Action.PUBLISH, List.of("a", "b"), Set.of(), Optional.empty(), AclSubject.ALL));
        assertThat(AclRuleParser.parseAll(null)).isEmpty();
        assertThatThrownBy(() -> AclRuleParser.parseAll(List.of(Map.of("permission", "deny"), "x")))
                .hasMessageStartingWith("rule 2: expected an object");
    }
}
