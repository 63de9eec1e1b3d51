package io.caracal.security.banned;

import io.caracal.api.broker.InvalidRequestException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A network of addresses.
 *
 * @param first its first address
 * @param prefix how many bits all of its addresses have in common
 */
record Network(InetAddress first, int prefix) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    static Network parse(String text) {
        int slash = text.indexOf('/');
        String bits = text.substring(slash + 1);
        if (slash < 0 || !NUMBER.matcher(bits).matches()) {
            throw new InvalidRequestException("\"" + text + "\" is not a network such as 10.1.0.0/16 or 2001:db8::/32");
        }
        InetAddress address = Addresses.parse(text.substring(0, slash));
        int prefix = Integer.parseInt(bits);
        int most = address.getAddress().length * 8;
        if (prefix > most) {
            throw new InvalidRequestException(
                    "the prefix of \"" + text + "\" is from 0 to " + most + " bits, not " + prefix);
        }
        return of(address, prefix);
    }

    /** The network of that size that an address is in. */
    static Network of(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        int whole = prefix / 8;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff00 >> prefix % 8);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return new Network(InetAddress.getByAddress(bytes), prefix);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
