package io.caracal.itests.crash.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a message: who has sent it, its number, and bytes that follow from both, so that a message with another's bytes is noticed.
 *
 * @param publisher has no blanks in its name
 */
public record Payload(String publisher, int number) {
    private static final int PATTERN = 251;

    /** At least as many bytes as the beginning takes. */
    public byte[] bytes(int size) {
        byte[] head = (publisher + " " + number + " ").getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(head, Math.max(size, head.length));
        for (int i = head.length; i < all.length; i++) {
            all[i] = filler(i);
        }
        return all;
    }

    /** Empty if this is not the content of a message. */
    public static Optional<Payload> read(byte[] bytes) {
        int name = indexOfBlank(bytes, 0);
        int end = indexOfBlank(bytes, name + 1);
        if (name < 0 || end < 0) {
            return Optional.empty();
        }
        try {
            var payload = new Payload(
                    new String(bytes, 0, name, US_ASCII),
                    Integer.parseInt(new String(bytes, name + 1, end - name - 1, US_ASCII)));
            return Arrays.equals(payload.bytes(bytes.length), bytes) ? Optional.of(payload) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static int indexOfBlank(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    private byte filler(int at) {
        return (byte) ((number * 31 + at) % PATTERN + publisher.length());
    }
}
