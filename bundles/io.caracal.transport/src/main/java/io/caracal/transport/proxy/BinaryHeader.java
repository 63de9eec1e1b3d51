package io.caracal.transport.proxy;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Version 2: a signature of 12 bytes, version and command, family and protocol, the length of the rest, addresses, TLVs. */
final class BinaryHeader {
    static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private static final int FIXED = 16;

    /** A certificate fits; no stranger is given more memory for what no proxy sends. */
    private static final int LONGEST = 16 * 1024;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private final ByteBuf in;
    private final int start;
    private final int end;

    private BinaryHeader(ByteBuf in, int start, int end) {
        this.in = in;
        this.start = start;
        this.end = end;
    }

    /** As {@link ProxyHeaders#read}, of what begins like this version. */
    static @Nullable ProxyHeader read(ByteBuf in) throws ProxyHeaderException {
        int start = in.readerIndex();
        int there = in.readableBytes();
        if (there > SIGNATURE.length) {
            int command = in.getUnsignedByte(start + SIGNATURE.length);
            if (command != LOCAL && command != PROXY) {
                throw new ProxyHeaderException("a PROXY header with version and command 0x"
                        + Integer.toHexString(command) + " was given, expected 0x20 (LOCAL) or 0x21 (PROXY)");
            }
        }
        if (there < FIXED) {
            return null;
        }
        int length = in.getUnsignedShort(start + FIXED - 2);
        if (length > LONGEST) {
            throw new ProxyHeaderException(
                    "a PROXY header of " + length + " bytes was given, expected at most " + LONGEST);
        }
        if (there < FIXED + length) {
            return null;
        }
        ProxyHeader header = new BinaryHeader(in, start, start + FIXED + length).read();
        in.readerIndex(start + FIXED + length);
        return header;
    }

    private ProxyHeader read() throws ProxyHeaderException {
        int family = in.getUnsignedByte(start + SIGNATURE.length + 1);
        int addresses =
                switch (family) {
                    case 0x00 -> 0; // not told
                    case 0x11 -> 12; // TCP over IPv4
                    case 0x21 -> 36; // TCP over IPv6
                    case 0x31 -> 216; // a stream of the proxy's own machine
                    default ->
                        throw new ProxyHeaderException("a PROXY header of the family and protocol 0x"
                                + Integer.toHexString(family)
                                + " was given, expected streams: 0x11 (IPv4), 0x21 (IPv6), 0x31 (UNIX) or 0x00");
                };
        int command = in.getUnsignedByte(start + SIGNATURE.length);
        if (command == LOCAL) {
            return ProxyHeader.LOCAL; // whatever addresses it holds
        }
        int from = start + FIXED;
        if (end - from < addresses) {
            throw new ProxyHeaderException(
                    "a PROXY header with " + (end - from) + " bytes of addresses was given, expected " + addresses
                            + " with the family and protocol 0x" + Integer.toHexString(family));
        }
        TlvReader tlvs = new TlvReader(in);
        tlvs.read(from + addresses, end);
        checkSum(tlvs);
        return switch (family) {
            case 0x11 -> tlvs.header(address(from, 4, from + 8));
            case 0x21 -> tlvs.header(address(from, 16, from + 32));
            default -> tlvs.header(null);
        };
    }

    private InetSocketAddress address(int at, int length, int port) {
        byte[] bytes = new byte[length];
        in.getBytes(at, bytes);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), in.getUnsignedShort(port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** Over the whole header, with zeros where the sum stands. */
    private void checkSum(TlvReader tlvs) throws ProxyHeaderException {
        int at = tlvs.checksumAt();
        if (at < 0) {
            return;
        }
        byte[] bytes = new byte[end - start];
        in.getBytes(start, bytes);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at - start + i] = 0;
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        if ((int) sum.getValue() != in.getInt(at)) {
            throw new ProxyHeaderException("a PROXY header with a wrong CRC-32C checksum was given");
        }
    }
}
