package io.caracal.api.auth.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.auth.ClientFacts;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {
    private static final ClientFacts PUMP = ClientFacts.of(
            "pump7",
            Optional.of("' OR 1=1 --"),
            Optional.empty(),
            new InetSocketAddress("192.0.2.1", 50_000),
            "tcp:default");

    @Test
    void placeholdersBecomeParametersInTheirOrder() {
        SqlTemplate template = SqlTemplate.parse(
                "SELECT password_hash FROM mqtt_user WHERE username = ${username} AND clientid = ${clientid} LIMIT 1");

        List<@Nullable Object> parameters = template.parameters(PUMP);

        assertThat(template.sql())
                .isEqualTo("SELECT password_hash FROM mqtt_user WHERE username = ? AND clientid = ? LIMIT 1");
        assertThat(parameters).containsExactly("' OR 1=1 --", "pump7");
    }

    @Test
    void whatTheClientDoesNotHaveIsNull() {
        List<@Nullable Object> parameters =
                SqlTemplate.parse("SELECT ${password}, ${peerport}").parameters(PUMP);

        assertThat(parameters).containsExactly(null, 50_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "SELECT '${username}'|SELECT ?",
                "SELECT \"${username}\" AS x|SELECT ? AS x",
                "SELECT 'a', '${username}', '${clientid}'|SELECT 'a', ?, ?",
                "SELECT '?' , ${username}|SELECT '?' , ?",
                "SELECT 'it''s' , '${username}'|SELECT 'it''s' , ?",
                "SELECT /* who? */ ${username} -- why?|SELECT /* who? */ ? -- why?",
                "SELECT `user` FROM t WHERE a=${username}|SELECT `user` FROM t WHERE a=?"
            })
    void quotesAroundPlaceholdersGo(String given, String prepared) {
        assertThat(SqlTemplate.parse(given).sql()).isEqualTo(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '%${username}%'",
                "SELECT '${username}${clientid}'",
                "SELECT '${username}''s'",
                "SELECT `${username}`",
                "SELECT 1 -- ${username}",
                "SELECT 1 /* ${username} */"
            })
    void placeholderInsideOfOtherTextIsRefused(String query) {
        assertThatThrownBy(() -> SqlTemplate.parse(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${");
    }

    @Test
    void questionMarksAreRefused() {
        assertThatThrownBy(() -> SqlTemplate.parse("SELECT 1 WHERE a = ?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("question mark");
    }
}
