package io.caracal.rest.connectors;

import io.caracal.api.rest.RestException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes keys out of bodies that are no settings. */
final class Bodies {
    private Bodies() {}

    /** @throws RestException if it is not there, or no text */
    static String take(Map<String, @Nullable Object> body, String key) {
        Object value = body.remove(key);
        if (value instanceof String text) {
            return text;
        }
        throw RestException.badRequest(
                key + ": " + (value == null ? "is missing" : "is no text") + ", expected a text");
    }

    /** Takes a key that may be there, but not with another value than what the address says. */
    static void same(Map<String, @Nullable Object> body, String key, String expected) {
        Object value = body.remove(key);
        if (value != null && !value.equals(expected)) {
            throw RestException.badRequest(key + ": what was given is not \"" + expected
                    + "\" as in the address; leave it out, or create another connector");
        }
    }
}
