package io.caracal.rest.broker;

import io.caracal.api.rest.RestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Payloads, which are bytes, in JSON, which knows text only. */
final class Payloads {
    private Payloads() {}

    /** How a payload is written. */
    public enum Encoding {
        /** As text, for payloads that are. */
        PLAIN,
        BASE64
    }

    /** How payloads of a list are shown. */
    public enum Show {
        NONE,
        PLAIN,
        BASE64
    }

    static byte[] read(String text, Encoding encoding) {
        if (encoding == Encoding.PLAIN) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest("payload: is not base64 (" + e.getMessage() + "), as payload_encoding says");
        }
    }

    /** @param most bytes; what comes behind is left out */
    static @Nullable String show(byte[] payload, Show how, int most) {
        byte[] shown = payload.length > most ? Arrays.copyOf(payload, most) : payload;
        return switch (how) {
            case NONE -> null;
            case PLAIN -> new String(shown, StandardCharsets.UTF_8);
            case BASE64 -> Base64.getEncoder().encodeToString(shown);
        };
    }

    static boolean isText(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException e) {
            return false; // that is the answer
        }
    }
}
