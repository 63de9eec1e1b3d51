package io.caracal.itests.crash.client;

import java.nio.charset.StandardCharsets;

/** Bytes for a reader. */
final class Text {
    private static final int SHOWN = 60;

    private Text() {}

    static String of(byte[] bytes) {
        return new String(bytes, 0, Math.min(SHOWN, bytes.length), StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
    }
}
