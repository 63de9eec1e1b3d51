package io.caracal.core;

import io.caracal.api.auth.AuthenticationResult.Reason;
import io.caracal.mqtt.ReasonCode;

/** How a refusal is told in each version of the protocol. */
final class AuthenticationReasons {
    private AuthenticationReasons() {}

    static ReasonCode of(Reason reason) {
        return switch (reason) {
            case BAD_USERNAME_OR_PASSWORD -> ReasonCode.BAD_USER_NAME_OR_PASSWORD;
            case NOT_AUTHORIZED -> ReasonCode.NOT_AUTHORIZED;
            case CLIENT_IDENTIFIER_NOT_VALID -> ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
            case BANNED -> ReasonCode.BANNED;
            case BAD_AUTHENTICATION_METHOD -> ReasonCode.BAD_AUTHENTICATION_METHOD;
            case SERVER_UNAVAILABLE -> ReasonCode.SERVER_UNAVAILABLE;
            case QUOTA_EXCEEDED -> ReasonCode.QUOTA_EXCEEDED;
        };
    }

    /** Whether a refusal is about who the client is. */
    static boolean concerns(ReasonCode reason) {
        return switch (reason) {
            case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, BANNED, BAD_AUTHENTICATION_METHOD -> true;
            default -> false;
        };
    }

    /** The return code of MQTT 3.1 and 3.1.1 (section 3.2.2.3). */
    static int returnCode(ReasonCode reason) {
        return switch (reason) {
            case UNSUPPORTED_PROTOCOL_VERSION -> 1;
            case CLIENT_IDENTIFIER_NOT_VALID -> 2;
            case SERVER_UNAVAILABLE, SERVER_SHUTTING_DOWN, SERVER_BUSY, QUOTA_EXCEEDED -> 3;
            case BAD_USER_NAME_OR_PASSWORD -> 4;
            default -> 5;
        };
    }
}
