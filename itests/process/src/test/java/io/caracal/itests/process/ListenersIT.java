package io.caracal.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.caracal.itests.process.Caracal.Result;
import io.caracal.itests.process.Caracal.Running;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator and the clients see of the listeners when the broker starts and stops. */
class ListenersIT {
    private static final byte[] CONNECT_V5 =
            HexFormat.of().parseHex("10110004" + "4d515454" + "05" + "02" + "003c" + "00" + "000461626364");
    private static final byte[] CONNACK = HexFormat.of().parseHex("20");

    private final Distribution distribution = Distribution.built();

    @TempDir
    private Path data;

    @Test
    void theAddressThatWasNamedTakesConnections() throws Exception {
        try (Running broker = run("127.0.0.1:0").launch().awaitReady();
                Socket client = connect(broker)) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void aPortInUseEndsTheStartAndIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Result result = run(address).run();

            assertThat(result.exitCode()).isEqualTo(69);
            assertThat(result.err()).contains(address);
            assertThat(result.out()).doesNotContain("ready");
        }
    }

    @Test
    void anAddressOpenToOthersIsRefusedWithoutAuthentication() throws Exception {
        Result result = run("0.0.0.0:0").run();

        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.err()).contains("0.0.0.0", "authentication");
        assertThat(result.out()).doesNotContain("ready");
    }

    @Test
    void clientsOfVersion5AreToldThatTheServerShutsDown() throws Exception {
        try (Running broker = run("127.0.0.1:0").launch().awaitReady();
                Socket client = connect(broker)) {
            client.getOutputStream().write(CONNECT_V5);
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(1)).isEqualTo(CONNACK);
            in.readNBytes(in.read());

            Result result = broker.terminate();

            byte[] disconnect = in.readAllBytes();
            assertThat(disconnect).startsWith(0xE0);
            assertThat(disconnect[2]).isEqualTo((byte) 0x8B);
            assertThat(result.exitCode()).isZero();
        }
    }

    private static Socket connect(Running broker) throws Exception {
        Socket socket = new Socket();
        socket.setSoTimeout((int) Caracal.PATIENCE.toMillis());
        socket.connect(Ports.of(broker));
        return socket;
    }

    private Caracal run(String bind) {
        return distribution
                .caracal("run", "--data", data.toString())
                .with("--set", "listeners.tcp.default.bind=" + bind);
    }
}
