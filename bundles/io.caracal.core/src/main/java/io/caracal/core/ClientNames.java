package io.caracal.core;

import io.caracal.mqtt.Packet;
import java.util.Optional;

/** Who a client is: what its CONNECT packet says, or what the settings take instead. */
final class ClientNames {
    private ClientNames() {}

    /** The packet with the user name and the client identifier that count. */
    static Packet.Connect of(Packet.Connect sent, PeerInfo peer, MqttSettings mqtt) {
        Optional<String> certUsername = mqtt.peerCertAsUsername().of(peer);
        Optional<String> certClientId = mqtt.peerCertAsClientid().of(peer);
        if (certUsername.isEmpty() && certClientId.isEmpty() && !mqtt.useUsernameAsClientid()) {
            return sent;
        }
        String username = certUsername.isPresent() ? certUsername.get() : sent.username();
        String clientId =
                mqtt.useUsernameAsClientid() && username != null ? username : certClientId.orElse(sent.clientId());
        return new Packet.Connect(
                sent.version(),
                sent.cleanStart(),
                sent.keepAlive(),
                clientId,
                username,
                sent.password(),
                sent.will(),
                sent.properties());
    }
}
