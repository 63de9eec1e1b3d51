package io.caracal.core;

import io.caracal.api.auth.AuthenticationChain.Exchange;
import io.caracal.api.auth.AuthenticationRequest;
import io.caracal.api.auth.AuthenticationResult;
import io.caracal.api.auth.ClientFacts;
import io.caracal.mqtt.MalformedPacketException;
import io.caracal.mqtt.Packet;
import io.caracal.mqtt.Properties;
import io.caracal.mqtt.Property;
import io.caracal.mqtt.ReasonCode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A connected client that authenticates again (MQTT 5.0, section 4.12.1). Other packets go on meanwhile. */
final class Reauthentication {
    private final Connection connection;
    private final AuthenticationRequest original;
    private @Nullable Exchange exchange;

    /** Whether the client has been asked for more and has not answered yet. */
    private boolean asked;

    Reauthentication(Connection connection, AuthenticationRequest original) {
        this.connection = connection;
        this.original = original;
    }

    static void auth(Connection connection, Packet.Auth packet) throws MalformedPacketException {
        Reauthentication reauthentication = connection.reauthentication();
        String method = packet.properties().string(Property.AUTHENTICATION_METHOD);
        if (reauthentication == null) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "AUTH from a client that did not connect with an authentication method");
        }
        if (!reauthentication.original.method().equals(Optional.ofNullable(method))) {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "the authentication method differs from that of CONNECT");
        }
        byte[] data = packet.properties().binary(Property.AUTHENTICATION_DATA);
        reauthentication.step(packet.reason(), data == null ? new byte[0] : data);
    }

    private void step(ReasonCode reason, byte[] data) throws MalformedPacketException {
        Exchange current = exchange;
        if (reason == ReasonCode.REAUTHENTICATE && current == null) {
            Exchange begun = connection.broker.authentication().begin(again(data));
            exchange = begun;
            decideLater(begun.result());
        } else if (reason == ReasonCode.CONTINUE_AUTHENTICATION && current != null && asked) {
            asked = false;
            decideLater(current.proceed(data));
        } else {
            throw new MalformedPacketException(
                    ReasonCode.PROTOCOL_ERROR, "AUTH with " + reason + " does not fit the state of the authentication");
        }
    }

    /** The connection ended before the authentication did. */
    void abandon() {
        if (exchange != null) {
            exchange.abandon();
        }
    }

    private AuthenticationRequest again(byte[] data) {
        ClientFacts now = new ClientFacts(
                connection.clientId(),
                original.username(),
                original.password(),
                original.peer(),
                original.listener(),
                original.zone(),
                original.certSubject(),
                original.certCommonName(),
                original.facts().tlsVersion(),
                connection.rights().facts().attributes());
        return new AuthenticationRequest(now, original.protocolVersion(), original.method(), data, true);
    }

    private void decideLater(CompletionStage<AuthenticationResult> stage) {
        stage.whenComplete((result, failure) -> connection.loop().eventLoop.execute(() -> {
            if (connection.open()) {
                decided(
                        failure == null
                                ? result
                                : AuthenticationResult.reject(AuthenticationResult.Reason.SERVER_UNAVAILABLE));
            }
        }));
    }

    private void decided(AuthenticationResult result) {
        switch (result) {
            case AuthenticationResult.Accept accept -> {
                exchange = null;
                connection.granted(accept);
                connection.expireAt(accept.expiry());
                answer(ReasonCode.SUCCESS, accept.data());
            }
            case AuthenticationResult.Continue more -> {
                asked = true;
                answer(ReasonCode.CONTINUE_AUTHENTICATION, more.data());
            }
            case AuthenticationResult.Reject reject ->
                connection.leave(AuthenticationReasons.of(reject.reason()), "the authentication failed");
            case AuthenticationResult.Next ignored ->
                connection.leave(ReasonCode.NOT_AUTHORIZED, "the authentication failed");
        }
    }

    private void answer(ReasonCode reason, byte[] data) {
        Properties.Builder properties = Properties.builder();
        original.method().ifPresent(method -> properties.add(Property.AUTHENTICATION_METHOD, method));
        if (data.length > 0) {
            properties.add(Property.AUTHENTICATION_DATA, data);
        }
        connection
                .writer()
                .send(
                        new Packet.Auth(reason, properties.build()),
                        () -> connection.leave(
                                ReasonCode.PACKET_TOO_LARGE,
                                "AUTH does not fit into the client's Maximum Packet Size"));
    }
}
