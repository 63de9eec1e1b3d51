package io.caracal.auth.http;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;

/** Puts what clients call themselves into requests so that it stays a value, whatever it holds. */
final class Encoding {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** RFC 3986, section 2.3: what is never syntax of a url. */
    private static final BitSet UNRESERVED = set(LETTERS + "-._~");

    /** What is never syntax of a header, tokens and Base64 among it; no space, since those around a value are lost. */
    private static final BitSet IN_HEADERS = set(LETTERS + "-._~+/=@:!$&'()*#|");

    private Encoding() {}

    private static BitSet set(String characters) {
        BitSet set = new BitSet();
        characters.chars().forEach(set::set);
        return set;
    }

    /** For a segment of a path, a name or value of a query, a name or value of a form. */
    static String url(String value) {
        return encode(value, UNRESERVED);
    }

    /** For the value of a header: a line break in it begins no other header. */
    static String header(String value) {
        return encode(value, IN_HEADERS);
    }

    private static String encode(String value, BitSet kept) {
        StringBuilder text = new StringBuilder(value.length());
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (each >= 0 && kept.get(each)) {
                text.append((char) each);
            } else {
                text.append('%').append(HEX.toHexDigits(each));
            }
        }
        return text.toString();
    }
}
