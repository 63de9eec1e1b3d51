package io.caracal.core;

import io.caracal.api.broker.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list of sessions or of what belongs to them.
 *
 * @param loop index of the loop
 * @param serial number of a session there: everything before it is behind us; 0 for the beginning
 * @param key the last entry of that session that is behind us; null if the whole session is
 */
record SessionCursor(int loop, long serial, @Nullable String key) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{8})\\.(\\d{1,4})\\.(\\d{1,18})(?:\\.([\\w-]*))?");

    /** @param incarnation tells this start of the broker from others, whose numbers mean nothing here */
    String text(int incarnation) {
        String place = "%08x.%d.%d".formatted(incarnation, loop, serial);
        return key == null
                ? place
                : place + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor.
     *
     * @throws InvalidRequestException if it is none, or of another start of the broker
     */
    static SessionCursor parse(String text, int incarnation, int loops) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) >= loops) {
            throw new InvalidRequestException("\"" + text + "\" is not a cursor that a page of this list gave");
        }
        if (Integer.parseUnsignedInt(parts.group(1), 16) != incarnation) {
            throw new InvalidRequestException("the cursor \"" + text
                    + "\" is from before the broker's last start; begin the list again without a cursor");
        }
        return new SessionCursor(
                Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)), key(text, parts.group(4)));
    }

    private static @Nullable String key(String text, @Nullable String encoded) {
        try {
            return encoded == null ? null : new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("\"" + text + "\" is not a cursor that a page of this list gave");
        }
    }
}
