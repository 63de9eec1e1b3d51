package io.caracal.itests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusIT {
    @SuppressWarnings("NullAway.Init")
    private static RestBroker broker;

    @BeforeAll
    static void start() {
        broker = RestBroker.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        broker.close();
    }

    @Test
    void tellsWithoutCredentialsThatTheBrokerRuns() {
        Answer answer = broker.anonymous().get("status");

        assertThat(answer.hasStatus(200).body()).contains("is running");
    }

    @Test
    void isAlsoAtTheRootForProbes() {
        Answer answer = broker.anonymous().get("/status?format=json");

        assertThat(answer.hasStatus(200).text("status")).isEqualTo("running");
    }
}
