package io.caracal.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.AuthenticationResult.Accept;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptParserTest {

    @Test
    void nothingGrantsNothing() {
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("acl", null);
        nulls.put("expire_at", null);

        for (Map<String, Object> fields : List.of(Map.<String, Object>of("result", "allow"), nulls)) {
            Accept accept = AcceptParser.parse(fields);
            assertThat(accept.superuser()).isFalse();
            assertThat(accept.attributes()).isEmpty();
            assertThat(accept.expiry()).isEmpty();
            assertThat(accept.acl()).isEmpty();
            assertThat(accept.clientIdOverride()).isEmpty();
        }
    }

    @Test
    void everyKeyIsRead() {
        Accept accept = AcceptParser.parse(Map.of(
                "is_superuser",
                1,
                "client_attrs",
                Map.of("site", "north", "floor", 3, "new", true),
                "expire_at",
                1_800_000_000L,
                "acl",
                List.of(Map.of("permission", "deny", "action", "all", "topic", "a/#")),
                "clientid_override",
                "pump7"));

        assertThat(accept.superuser()).isTrue();
        assertThat(accept.attributes()).isEqualTo(Map.of("site", "north", "floor", "3", "new", "true"));
        assertThat(accept.expiry()).isEqualTo(Optional.of(Instant.ofEpochSecond(1_800_000_000)));
        assertThat(accept.acl()).containsExactly(new AclRule(false, AclRule.Action.ALL, "a/#"));
        assertThat(accept.clientIdOverride()).isEqualTo(Optional.of("pump7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_superuser", "client_attrs", "expire_at", "acl", "clientid_override"})
    void whatCannotBeReadIsNamed(String key) {
        Object wrong = key.equals("clientid_override") ? "" : "perhaps";

        assertThatThrownBy(() -> AcceptParser.parse(Map.of(key, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("expected");
    }

    @Test
    void attributeIsNoList() {
        assertThatThrownBy(() -> AcceptParser.parse(Map.of("client_attrs", Map.of("sites", List.of("north")))))
                .hasMessageContaining("client_attrs.sites");
    }

    @Test
    void shortFormOfRulesMayHaveEmptyLists() {
        Accept accept =
                AcceptParser.parse(Map.of("acl", Map.of("pub", List.of(), "sub", List.of("a/#"), "all", List.of())));

        assertThat(accept.acl()).containsExactly(new AclRule(true, AclRule.Action.SUBSCRIBE, "a/#"));
    }
}
