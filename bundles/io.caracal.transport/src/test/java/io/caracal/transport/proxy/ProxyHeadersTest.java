package io.caracal.transport.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeadersTest {
    private static final byte[] IPV4 = {(byte) 192, 0, 2, 7, (byte) 192, 0, 2, 1, (byte) 0xDC, 0x04, 0x07, 0x5B};

    private static ByteBuf text(String line) {
        return Unpooled.wrappedBuffer(line.getBytes(US_ASCII));
    }

    /** A header of version 2 with MQTT behind it. */
    private static ByteBuf binary(int command, int family, byte[]... parts) {
        ByteBuf rest = Unpooled.wrappedBuffer(parts);
        return Unpooled.buffer()
                .writeBytes(BinaryHeader.SIGNATURE)
                .writeByte(command)
                .writeByte(family)
                .writeShort(rest.readableBytes())
                .writeBytes(rest)
                .writeByte(0x10);
    }

    private static byte[] tlv(int type, byte... value) {
        ByteBuf tlv = Unpooled.buffer().writeByte(type).writeShort(value.length).writeBytes(value);
        byte[] bytes = new byte[tlv.readableBytes()];
        tlv.readBytes(bytes);
        return bytes;
    }

    private static byte[] ssl(int client, int verify, byte[]... values) {
        ByteBuf value = Unpooled.buffer().writeByte(client).writeInt(verify).writeBytes(Unpooled.wrappedBuffer(values));
        byte[] bytes = new byte[value.readableBytes()];
        value.readBytes(bytes);
        return tlv(0x20, bytes);
    }

    private static ProxyHeader read(ByteBuf in) throws ProxyHeaderException {
        ProxyHeader header = ProxyHeaders.read(in);
        assertThat(header).isNotNull();
        return header;
    }

    private static void refused(ByteBuf in, String why) {
        assertThatExceptionOfType(ProxyHeaderException.class)
                .isThrownBy(() -> ProxyHeaders.read(in))
                .withMessageContaining(why);
    }

    // Version 1

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883, 192.0.2.7, 56324",
        "PROXY TCP4 255.255.255.255 0.0.0.0 0 65535, 255.255.255.255, 0",
        "PROXY TCP6 2001:db8::7 ::1 4000 1883, 2001:db8::7, 4000",
        "PROXY TCP6 ::ffff:192.0.2.7 ::1 4000 1883, 192.0.2.7, 4000",
    })
    void aLineTellsTheAddress(String line, String host, int port) throws ProxyHeaderException {
        ByteBuf in = text(line + "\r\nMQTT");

        assertThat(read(in)).isEqualTo(ProxyHeader.of(new InetSocketAddress(host, port)));
        assertThat(in.toString(US_ASCII)).isEqualTo("MQTT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::ffff ::1 65535 65535\r\n"})
    void aLineMayTellNothing(String line) throws ProxyHeaderException {
        assertThat(read(text(line))).isEqualTo(ProxyHeader.LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 56324\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883 \r\n",
                "PROXY TCP4  192.0.2.7 192.0.2.1 56324 1883\r\n",
                "PROXY TCP4 192.0.2.07 192.0.2.1 56324 1883\r\n",
                "PROXY TCP4 192.0.2 192.0.2.1 56324 1883\r\n",
                "PROXY TCP4 3221225991 192.0.2.1 56324 1883\r\n",
                "PROXY TCP4 localhost 192.0.2.1 56324 1883\r\n",
                "PROXY TCP4 192.0.2.7 ::1 56324 1883\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 65536 1883\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 -1 1883\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 01 1883\r\n",
                "PROXY TCP6 192.0.2.7 192.0.2.1 56324 1883\r\n",
                "PROXY TCP6 fe80::1%eth0 ::1 56324 1883\r\n",
                "PROXY UDP4 192.0.2.7 192.0.2.1 56324 1883\r\n",
                "PROXY \r\n",
            })
    void aLineThatIsNotAsSpecifiedIsRefused(String line) {
        refused(text(line), "expected");
    }

    @Test
    void aLineHasAnEnd() throws ProxyHeaderException {
        assertThat(ProxyHeaders.read(text("PROXY TCP4 ".repeat(9)))).isNull();
        refused(text("PROXY TCP4 ".repeat(10)), "no end within 107 bytes");
    }

    // Version 2

    @Test
    void aHeaderTellsTheAddress() throws ProxyHeaderException {
        ByteBuf in = binary(0x21, 0x11, IPV4);

        assertThat(read(in)).isEqualTo(ProxyHeader.of(new InetSocketAddress("192.0.2.7", 56324)));
        assertThat(in.readableBytes()).isEqualTo(1);
    }

    @Test
    void aHeaderTellsAnAddressOfIpv6() throws ProxyHeaderException {
        byte[] addresses = new byte[36];
        addresses[0] = 0x20;
        addresses[1] = 0x01;
        addresses[15] = 7;
        addresses[33] = 80;

        assertThat(read(binary(0x21, 0x21, addresses)).source()).contains(new InetSocketAddress("2001::7", 80));
    }

    @Test
    void aHeaderOfTheProxyItselfTellsNothing() throws ProxyHeaderException {
        assertThat(read(binary(0x20, 0x00))).isEqualTo(ProxyHeader.LOCAL);
        assertThat(read(binary(0x20, 0x11, IPV4))).isEqualTo(ProxyHeader.LOCAL);
    }

    @Test
    void addressesMayBeUntold() throws ProxyHeaderException {
        assertThat(read(binary(0x21, 0x00, tlv(0x05, (byte) 'x'))).uniqueId()).contains("x");
        assertThat(read(binary(0x21, 0x31, new byte[216])).source()).isEmpty();
    }

    @Test
    void aHeaderTellsOfTheTlsThatEndedAtTheProxy() throws ProxyHeaderException {
        byte[] tls = ssl(0x07, 0, tlv(0x21, "TLSv1.3".getBytes(UTF_8)), tlv(0x22, "pümp".getBytes(UTF_8)), tlv(0x23));

        ProxyHeader header = read(binary(
                0x21, 0x11, IPV4, tlv(0x02, "mqtt.example".getBytes(UTF_8)), tls, tlv(0x04, new byte[9]), tlv(0xE0)));

        assertThat(header.tls()).contains(new ProxyHeader.Tls(Optional.of("TLSv1.3"), Optional.of("pümp")));
        assertThat(header.serverName()).contains("mqtt.example");
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "1, 0"})
    void aCertificateThatWasNotVerifiedNamesNobody(int client, int verify) throws ProxyHeaderException {
        byte[] tls = ssl(client, verify, tlv(0x22, "pump".getBytes(UTF_8)));

        assertThat(read(binary(0x21, 0x11, IPV4, tls)).tls())
                .contains(new ProxyHeader.Tls(Optional.empty(), Optional.empty()));
    }

    @Test
    void aConnectionWithoutTlsHasNone() throws ProxyHeaderException {
        assertThat(read(binary(0x21, 0x11, IPV4, ssl(0, 0))).tls()).isEmpty();
    }

    @Test
    void aUniqueIdIsShownAsTextIfItIsOne() throws ProxyHeaderException {
        assertThat(read(binary(0x21, 0x11, IPV4, tlv(0x05, "C0A8:1".getBytes(UTF_8))))
                        .uniqueId())
                .contains("C0A8:1");
        assertThat(read(binary(0x21, 0x11, IPV4, tlv(0x05, (byte) 1, (byte) 0xFF)))
                        .uniqueId())
                .contains("01ff");
    }

    @Test
    void aChecksumIsLookedAt() throws ProxyHeaderException {
        ByteBuf in = binary(0x21, 0x11, IPV4, tlv(0x03, new byte[4]));
        byte[] header = new byte[in.readableBytes() - 1];
        in.getBytes(0, header);
        CRC32C sum = new CRC32C();
        sum.update(header);
        ByteBuf right = in.copy().setInt(header.length - 4, (int) sum.getValue());

        assertThat(read(right).source()).isPresent();
        refused(in, "checksum");
    }

    @Test
    void aHeaderThatIsNotAsSpecifiedIsRefused() {
        refused(binary(0x11, 0x11, IPV4), "version and command 0x11");
        refused(binary(0x22, 0x11, IPV4), "version and command 0x22");
        refused(binary(0x21, 0x12, IPV4), "family and protocol 0x12");
        refused(binary(0x21, 0x41, IPV4), "family and protocol 0x41");
        refused(binary(0x21, 0x21, IPV4), "12 bytes of addresses");
        refused(binary(0x21, 0x11, IPV4, new byte[] {1}), "in the midst of a TLV");
        refused(binary(0x21, 0x11, IPV4, new byte[] {1, 0, 5, 1}), "in the midst of a TLV");
        refused(binary(0x21, 0x11, IPV4, tlv(0x20, new byte[4])), "about TLS of 4 bytes");
        refused(binary(0x21, 0x11, IPV4, ssl(1, 0, new byte[] {0x22, 0, 9})), "in the midst of a TLV");
        refused(binary(0x21, 0x11, IPV4, ssl(1, 0, tlv(0x22, (byte) 0xFF))), "not UTF-8");
        refused(binary(0x21, 0x11, IPV4, tlv(0x05, new byte[129])), "unique id of 129 bytes");
        refused(binary(0x21, 0x11, IPV4, tlv(0x03, new byte[3])), "checksum");
        refused(binary(0x21, 0x11, IPV4, tlv(0x03, new byte[4]), tlv(0x03, new byte[4])), "checksum");
        refused(binary(0x21, 0x11, new byte[17_000]), "17000 bytes");
    }

    // Both

    @ParameterizedTest
    @ValueSource(strings = {"\020\014", "GET / HTTP/1.1", "PROXZ", "\r\nX", "\026\003\001"})
    void whatIsNoHeaderIsRefusedAtTheFirstByteThatTells(String text) {
        refused(text(text), "expected a header of the PROXY protocol");
    }

    @Test
    void aHeaderMayComeByteByByte() throws ProxyHeaderException {
        ByteBuf[] headers = {
            text("PROXY TCP4 192.0.2.7 192.0.2.1 56324 1883\r\nM"),
            binary(0x21, 0x11, IPV4, tlv(0x05, (byte) 1), ssl(0x07, 0, tlv(0x22, (byte) 'c')))
        };
        for (ByteBuf in : headers) {
            for (int length = 0; length < in.readableBytes() - 1; length++) {
                ByteBuf part = in.slice(0, length);
                assertThat(ProxyHeaders.read(part)).isNull();
                assertThat(part.readerIndex()).isZero();
            }
            assertThat(read(in).source()).contains(new InetSocketAddress("192.0.2.7", 56324));
        }
    }

    @Test
    void bytesByChanceAreRefusedAndNothingElse() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] rest = new byte[random.nextInt(64)];
            random.nextBytes(rest);
            ByteBuf in = random.nextBoolean()
                    ? binary(0x21, 0x11, IPV4, rest)
                    : text("PROXY TCP4 " + new String(rest, US_ASCII) + "\r\n");
            try {
                ProxyHeader header = ProxyHeaders.read(in);
                assertThat(header == null || in.readerIndex() > 0).isTrue();
            } catch (ProxyHeaderException e) {
                assertThat(e).hasMessageContaining("PROXY header");
            }
        }
    }
}
