package io.caracal.itests.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandardTest {

    @Test
    void mqtt311HasAllStatementsOfItsAppendix() {
        assertThat(Standard.mqtt311().statements().map(Statement::id))
                .hasSize(141)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("3\\.1\\.1:MQTT-\\d+\\.\\d+\\.\\d+-\\d+"));
    }

    @Test
    void mqtt5HasAllStatementsOfItsAppendix() {
        assertThat(Standard.mqtt5().statements().map(Statement::id))
                .hasSize(251)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("MQTT-\\d+\\.\\d+\\.\\d+-\\d+"));
    }

    @Test
    void everyStatementIsPutIntoWords() {
        assertThat(Standard.mqtt311().statements())
                .allMatch(statement -> statement.text().endsWith("."));
        assertThat(Standard.mqtt5().statements())
                .allMatch(statement -> statement.text().endsWith("."));
    }
}
