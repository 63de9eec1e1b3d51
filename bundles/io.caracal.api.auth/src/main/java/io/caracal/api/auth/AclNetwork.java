package io.caracal.api.auth;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A network of addresses, or a single one, in rules of any kind. Immutable. */
public final class AclNetwork {
    private final byte[] first;
    private final int prefix;

    private AclNetwork(byte[] first, int prefix) {
        this.first = first;
        this.prefix = prefix;
    }

    /**
     * The network in a text.
     *
     * @param text {@code 10.1.0.0/16}, {@code 2001:db8::/32}, {@code 192.0.2.7}; names are not looked up
     * @throws IllegalArgumentException if it is neither a network nor an address
     */
    public static AclNetwork parse(String text) {
        int slash = text.indexOf('/');
        byte[] address;
        int prefix;
        try {
            address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            prefix = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw unreadable(text, e);
        }
        if (prefix < 0 || prefix > address.length * 8) {
            throw unreadable(text, null);
        }
        return new AclNetwork(address, prefix);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "ipaddr: \"" + text + "\" was given, expected an address or a network such as 10.1.0.0/16 or ::1",
                cause);
    }

    /** Whether an address is in it; one of the other version of the protocol never is. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != first.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != first[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (bytes[whole] ^ first[whole]) >> 8 - rest == 0;
    }
}
