package io.caracal.cli.bench;

import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.ProtocolVersion;
import io.caracal.mqtt.ReasonCode;
import java.util.Objects;

/** Why something failed, on one line. */
final class Causes {
    private Causes() {}

    static String words(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName()) + ".";
    }

    /** The name of a code of CONNACK in brackets, where it has one. */
    static String reason(ProtocolVersion version, int code) {
        if (version == ProtocolVersion.MQTT_5) {
            try {
                return " (" + ReasonCode.of(code) + ")";
            } catch (MalformedPacketException _) {
                return "";
            }
        }
        return switch (code) {
            case 1 -> " (unacceptable protocol version)";
            case 2 -> " (identifier rejected)";
            case 3 -> " (server unavailable)";
            case 4 -> " (bad user name or password)";
            case 5 -> " (not authorized)";
            default -> "";
        };
    }
}
