package io.caracal.itests.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void connectFollowsTheVersion() {
        assertThat(Wire.connect(4, "ab", null, false))
                .isEqualTo(bytes("100e00044d51545404020e1000026162").array());
        assertThat(Wire.connect(5, "ab", null, false))
                .isEqualTo(bytes("100f00044d51545405020e100000026162").array());
    }

    @Test
    void aSessionThatIsKeptIsNotCleanAndHasAnExpiryWhereThatExists() {
        assertThat(Wire.connect(4, "ab", null, true))
                .isEqualTo(bytes("100e00044d51545404000e1000026162").array());
        assertThat(Wire.connect(5, "ab", null, true))
                .isEqualTo(bytes("101400044d51545405000e10" + "051100015180" + "00026162")
                        .array());
    }

    @Test
    void connectCarriesCredentials() {
        assertThat(Wire.connect(4, "ab", new Credentials("u", "pw"), false))
                .isEqualTo(bytes("101500044d51545404c20e1000026162" + "000175" + "00027077")
                        .array());
    }

    @Test
    void longSubscribesHaveALengthOfTwoBytes() {
        byte[] packet = Wire.subscribe(4, Collections.nCopies(20, "0123456789"), 1);
        assertThat(packet).hasSize(3 + 2 + 20 * 13).startsWith(0x82, 0x86, 0x02, 0x00, 0x01, 0x00, 0x0A);
        assertThat(Wire.subscribe(5, List.of("a"), 2))
                .isEqualTo(bytes("82070001000001" + "6102").array());
    }

    @Test
    void acknowledgementsAreFourBytes() {
        ByteBuffer out = ByteBuffer.allocate(8);
        Wire.acknowledge(out, Wire.PUBACK, 0x1234);
        Wire.acknowledge(out, Wire.PUBREL, 0xFFFF);
        assertThat(out.array()).isEqualTo(bytes("400212346202ffff").array());
    }

    @Test
    void receiveMaximumIsFoundAmongOtherProperties() {
        assertThat(Wire.receiveMaximum(bytes("0e" + "1100000e10" + "2401" + "1f000161" + "210014"), 0))
                .isEqualTo(20);
    }

    @Test
    void receiveMaximumIsTheLargestIfItIsNotNamed() {
        assertThat(Wire.receiveMaximum(bytes("00"), 0)).isEqualTo(65_535);
    }
}
