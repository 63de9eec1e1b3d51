package io.caracal.security.banned;

import io.caracal.api.broker.InvalidRequestException;
import java.net.InetAddress;

/** Reads IP addresses; never asks a name server. */
final class Addresses {
    private Addresses() {}

    static InetAddress parse(String text) {
        try {
            if (text.indexOf('%') < 0) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("\"" + text + "\" is not an IP address such as 10.1.2.3 or 2001:db8::1");
        }
        throw new InvalidRequestException("\"" + text + "\" names an interface; give the address without %");
    }
}
