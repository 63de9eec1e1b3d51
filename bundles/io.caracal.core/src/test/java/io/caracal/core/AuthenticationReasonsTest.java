package io.caracal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.mqtt.ReasonCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticationReasonsTest {
    @ParameterizedTest
    @CsvSource({
        "BAD_USERNAME_OR_PASSWORD,    0x86, 4",
        "NOT_AUTHORIZED,              0x87, 5",
        "CLIENT_IDENTIFIER_NOT_VALID, 0x85, 2",
        "BANNED,                      0x8A, 5",
        "BAD_AUTHENTICATION_METHOD,   0x8C, 5",
        "SERVER_UNAVAILABLE,          0x88, 3",
    })
    void everyReasonIsToldInEachVersionAsTheContractSays(Reason reason, String code, int returnCode) {
        ReasonCode told = AuthenticationReasons.of(reason);

        assertThat(told.code()).isEqualTo(Integer.decode(code));
        assertThat(AuthenticationReasons.returnCode(told)).isEqualTo(returnCode);
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void mqtt311KnowsOnlyTheReturnCodes1To5(ReasonCode reason) {
        assertThat(AuthenticationReasons.returnCode(reason)).isBetween(1, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "UNSUPPORTED_PROTOCOL_VERSION, 1",
        "SERVER_SHUTTING_DOWN, 3",
        "SERVER_BUSY, 3",
        "QUOTA_EXCEEDED, 3",
        "RECEIVE_MAXIMUM_EXCEEDED, 5"
    })
    void otherReasonsHaveTheNearestReturnCode(ReasonCode reason, int returnCode) {
        assertThat(AuthenticationReasons.returnCode(reason)).isEqualTo(returnCode);
    }
}
