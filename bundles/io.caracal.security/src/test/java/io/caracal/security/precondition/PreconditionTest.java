package io.caracal.security.precondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionTest {
    private static final ClientFacts PUMP = ClientFacts.of(
                    "pump7",
                    Optional.of("kay"),
                    Optional.of(new byte[] {1}),
                    new InetSocketAddress("192.0.2.1", 50_000),
                    "tcp:default")
            .with(Map.of("site", "north"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "username == 'kay'",
                "'kay' == username",
                "username != \"eve\"",
                "listener == 'tcp:default' and zone == 'default'",
                "username == 'eve' or clientid == 'pump7'",
                "username == 'kay' or clientid == 'x' and clientid == 'y'",
                "not (username == 'eve')",
                "not not true",
                "client_attrs.site == 'north'",
                "client_attrs.none == ''",
                "peerhost == '192.0.2.1' and peerport == '50000'",
                "cert_common_name == ''",
                "tls_version == '' or starts_with(tls_version, 'TLSv1.')",
                "str_eq(username, 'kay')",
                "str_neq(username, 'eve')",
                "regex_match(clientid, '^pump[0-9]$')",
                "regex_match(clientid, 'ump')",
                "starts_with(clientid, 'pump') and ends_with(clientid, '7')",
                "is_empty(cert_subject)",
                "username != 'it''s'"
            })
    void holds(String condition) {
        assertThat(Precondition.parse(condition).holds(PUMP)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "username == 'Kay'",
                "(username == 'kay' or clientid == 'x') and clientid == 'y'",
                "not true",
                "regex_match(clientid, '^ump')",
                "is_empty(username)"
            })
    void doesNotHold(String condition) {
        assertThat(Precondition.parse(condition).holds(PUMP)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "username|== or !=",
                "username = 'kay'|character 10",
                "usrname == 'kay'|username",
                "password == 'x'|client_attrs.NAME",
                "username == 'kay|no end",
                "(username == 'kay'|expected )",
                "username == 'kay' clientid == 'x'|and, or, or the end",
                "exec('rm')|str_eq",
                "str_eq(username)|expected 2",
                "regex_match(username, '(')|RE2",
                "regex_match('x', username)|text in quotes",
                "regex_match(username, '(a)\\1')|RE2",
                "username ==|character 12",
                "and|text in quotes"
            })
    void whatIsWrongIsToldWithItsPlace(String condition, String told) {
        assertThatThrownBy(() -> Precondition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void emptyConditionIsRefused() {
        assertThatThrownBy(() -> Precondition.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Precondition.parse("(".repeat(1000) + "true" + ")".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }
}
