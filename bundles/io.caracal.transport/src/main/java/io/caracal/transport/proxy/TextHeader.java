package io.caracal.transport.proxy;

import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Version 1: {@code PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883} and the end of the line. */
final class TextHeader {
    /** With the end of the line: "PROXY UNKNOWN" and two addresses of IPv6 in their longest form. */
    private static final int LONGEST = 107;

    private static final int PORTS = 65535;

    private final String line;

    private TextHeader(String line) {
        this.line = line;
    }

    /** As {@link ProxyHeaders#read}, of what begins like this version. */
    static @Nullable ProxyHeader read(ByteBuf in) throws ProxyHeaderException {
        int length = Math.min(in.readableBytes(), LONGEST);
        int end = in.indexOf(in.readerIndex(), in.readerIndex() + length, (byte) '\n');
        if (end < 0) {
            if (length == LONGEST) {
                throw new ProxyHeaderException("a PROXY header of version 1 has no end within " + LONGEST + " bytes");
            }
            return null;
        }
        String line = in.toString(in.readerIndex(), end - in.readerIndex(), StandardCharsets.US_ASCII);
        ProxyHeader header = new TextHeader(line).read();
        in.readerIndex(end + 1);
        return header;
    }

    private ProxyHeader read() throws ProxyHeaderException {
        if (!line.endsWith("\r")) {
            throw unfit("a line that ends with CR and LF");
        }
        String[] words = line.substring(0, line.length() - 1).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return ProxyHeader.LOCAL; // whatever follows
        }
        boolean four = words[1].equals("TCP4");
        if (words.length != 6 || !four && !words[1].equals("TCP6")) {
            throw unfit("PROXY, TCP4, TCP6 or UNKNOWN, two addresses and two ports");
        }
        InetAddress source = address(words[2], four);
        var unused = address(words[3], four);
        int port = port(words[4]);
        var unusedPort = port(words[5]);
        return ProxyHeader.of(new InetSocketAddress(source, port));
    }

    private InetAddress address(String text, boolean four) throws ProxyHeaderException {
        boolean colon = text.indexOf(':') >= 0;
        try {
            if (colon != four && text.indexOf('%') < 0 && text.indexOf('[') < 0) {
                InetAddress address = InetAddress.ofLiteral(text);
                if (!four || address instanceof Inet4Address && text.equals(address.getHostAddress())) {
                    return address;
                }
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for everything else that is no address
        }
        throw unfit("an address of IPv" + (four ? 4 : 6) + " in place of " + text);
    }

    private int port(String text) throws ProxyHeaderException {
        if (!text.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(text) > PORTS) {
            throw unfit("a port from 0 to " + PORTS + " in place of " + text);
        }
        return Integer.parseInt(text);
    }

    private ProxyHeaderException unfit(String expected) {
        return new ProxyHeaderException(
                "the PROXY header \"" + line.strip().replaceAll("[^ -~]", "?") + "\" was given, expected " + expected);
    }
}
