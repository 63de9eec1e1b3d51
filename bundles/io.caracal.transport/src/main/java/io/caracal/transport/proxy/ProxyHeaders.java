package io.caracal.transport.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells the versions of the PROXY protocol from each other, and from everything else. */
final class ProxyHeaders {
    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    private ProxyHeaders() {}

    /**
     * Reads the header at the beginning of a connection.
     *
     * @param in its reader index is moved behind the header when that is complete, and not at all before
     * @return null if more is needed
     * @throws ProxyHeaderException as soon as it is clear that this is no header
     */
    static @Nullable ProxyHeader read(ByteBuf in) throws ProxyHeaderException {
        if (!in.isReadable()) {
            return null;
        }
        if (begins(in, VERSION_1)) {
            return TextHeader.read(in);
        }
        if (begins(in, BinaryHeader.SIGNATURE)) {
            return BinaryHeader.read(in);
        }
        int shown = Math.min(in.readableBytes(), BinaryHeader.SIGNATURE.length);
        throw new ProxyHeaderException("the connection begins with the bytes "
                + ByteBufUtil.hexDump(in, in.readerIndex(), shown) + ", expected a header of the PROXY protocol");
    }

    /** Whether all that is there so far is as expected. */
    private static boolean begins(ByteBuf in, byte[] expected) {
        int count = Math.min(in.readableBytes(), expected.length);
        for (int i = 0; i < count; i++) {
            if (in.getByte(in.readerIndex() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
