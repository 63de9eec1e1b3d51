package io.caracal.itests.crash.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {
    @Test
    void isReadBack() {
        Payload payload = new Payload("p", 17);

        assertThat(Payload.read(payload.bytes(500))).contains(payload);
    }

    @Test
    void oneOtherByteMakesItUnreadable() {
        byte[] bytes = new Payload("p", 17).bytes(500);
        bytes[400]++;

        assertThat(Payload.read(bytes)).isEmpty();
    }

    @Test
    void nothingAtAllIsNoPayload() {
        assertThat(Payload.read(new byte[0])).isEmpty();
    }
}
