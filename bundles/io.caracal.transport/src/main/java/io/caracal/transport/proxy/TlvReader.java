package io.caracal.transport.proxy;

import io.caracal.transport.proxy.ProxyHeader.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows the addresses of a header of version 2: type, length, value, again and again. What nobody asks for is passed over. */
final class TlvReader {
    private static final int AUTHORITY = 0x02;
    private static final int CRC32C = 0x03;
    private static final int UNIQUE_ID = 0x05;
    private static final int SSL = 0x20;
    private static final int SSL_VERSION = 0x21;
    private static final int SSL_CN = 0x22;

    private static final int LONGEST_ID = 128;
    private static final int BY_TLS = 0x01;
    private static final int WITH_CERTIFICATE = 0x02 | 0x04; // on this connection, or when its TLS session began

    private final ByteBuf in;
    private int checksumAt = -1;
    private @Nullable String authority;
    private @Nullable String uniqueId;
    private @Nullable Tls tls;

    TlvReader(ByteBuf in) {
        this.in = in;
    }

    private interface Visitor {
        void tlv(int type, int from, int to) throws ProxyHeaderException;
    }

    void read(int from, int to) throws ProxyHeaderException {
        each(from, to, this::tlv);
    }

    private void each(int from, int to, Visitor visitor) throws ProxyHeaderException {
        int at = from;
        while (at < to) {
            int value = at + 3;
            int end = value > to ? value : value + in.getUnsignedShort(at + 1);
            if (end > to) {
                throw new ProxyHeaderException("a PROXY header ends in the midst of a TLV");
            }
            visitor.tlv(in.getUnsignedByte(at), value, end);
            at = end;
        }
    }

    private void tlv(int type, int from, int to) throws ProxyHeaderException {
        switch (type) {
            case AUTHORITY -> authority = text(from, to);
            case UNIQUE_ID -> {
                atMost(LONGEST_ID, to - from, "a unique id");
                uniqueId = name(from, to);
            }
            case CRC32C -> {
                if (to - from != Integer.BYTES || checksumAt >= 0) {
                    throw new ProxyHeaderException("a PROXY header has at most one checksum, of 4 bytes");
                }
                checksumAt = from;
            }
            case SSL -> tls(from, to);
            default -> {}
        }
    }

    private String name(int from, int to) {
        for (int i = from; i < to; i++) {
            if (in.getByte(i) <= ' ' || in.getByte(i) > '~') {
                return ByteBufUtil.hexDump(in, from, to - from);
            }
        }
        return in.toString(from, to - from, StandardCharsets.US_ASCII);
    }

    private static void atMost(int most, int given, String what) throws ProxyHeaderException {
        if (given > most) {
            throw new ProxyHeaderException(
                    "a PROXY header with " + what + " of " + given + " bytes was given, expected at most " + most);
        }
    }

    private void tls(int from, int to) throws ProxyHeaderException {
        int values = from + 5;
        if (values > to) {
            throw new ProxyHeaderException(
                    "a PROXY header with a TLV about TLS of " + (to - from) + " bytes was given, expected 5 or more");
        }
        int client = in.getUnsignedByte(from);
        // Not 0 also where there was no certificate to be verified.
        boolean proved = in.getInt(from + 1) == 0 && (client & WITH_CERTIFICATE) != 0;
        TlsReader reader = new TlsReader();
        each(values, to, reader);
        if ((client & BY_TLS) != 0) {
            tls = new Tls(
                    Optional.ofNullable(reader.version),
                    proved ? Optional.ofNullable(reader.commonName) : Optional.empty());
        }
    }

    private final class TlsReader implements Visitor {
        private @Nullable String version;
        private @Nullable String commonName;

        @Override
        public void tlv(int type, int from, int to) throws ProxyHeaderException {
            switch (type) {
                case SSL_VERSION -> version = text(from, to);
                case SSL_CN -> commonName = text(from, to);
                default -> {}
            }
        }
    }

    private String text(int from, int to) throws ProxyHeaderException {
        try {
            ByteBuffer bytes = in.nioBuffer(from, to - from);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ProxyHeaderException("a PROXY header with a text that is not UTF-8 was given: "
                    + ByteBufUtil.hexDump(in, from, to - from));
        }
    }

    /** Where the checksum stands; negative if there is none. */
    int checksumAt() {
        return checksumAt;
    }

    /** What was read, of a client at this address. */
    ProxyHeader header(@Nullable InetSocketAddress source) {
        return new ProxyHeader(
                Optional.ofNullable(source),
                Optional.ofNullable(tls),
                Optional.ofNullable(authority),
                Optional.ofNullable(uniqueId));
    }
}
