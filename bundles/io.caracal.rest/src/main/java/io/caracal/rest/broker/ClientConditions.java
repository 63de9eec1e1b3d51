package io.caracal.rest.broker;

import io.caracal.api.broker.ClientQuery;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.QueryParam;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions that a list of clients can be asked with; those that are given must all be fulfilled. */
public final class ClientConditions {
    /** What a client's connection is like. */
    public enum ConnState {
        CONNECTED,
        DISCONNECTED
    }

    @QueryParam("clientid")
    @Describe("Client identifiers; may be given several times.")
    @Nullable
    List<String> clientid;

    @QueryParam("username")
    @Describe("User names; may be given several times.")
    @Nullable
    List<String> username;

    @QueryParam("ip_address")
    @Describe(value = "The client's address.", example = "127.0.0.1")
    @Nullable
    String ipAddress;

    @QueryParam("conn_state")
    @Describe("Whether there is a connection.")
    @Nullable
    ConnState connState;

    @QueryParam("clean_start")
    @Describe("The flag of the CONNECT packet.")
    @Nullable
    Boolean cleanStart;

    @QueryParam("proto_ver")
    @Describe(value = "3 (MQTT 3.1), 4 (3.1.1) or 5.", min = 3, max = 5)
    @Nullable
    Integer protoVer;

    @QueryParam("like_clientid")
    @Describe("A part of the client identifier.")
    @Nullable
    String likeClientid;

    @QueryParam("like_username")
    @Describe("A part of the user name.")
    @Nullable
    String likeUsername;

    @QueryParam("gte_connected_at")
    @Describe("Connected at that moment or later.")
    @Nullable
    Instant gteConnectedAt;

    @QueryParam("lte_connected_at")
    @Describe("Connected at that moment or earlier.")
    @Nullable
    Instant lteConnectedAt;

    @QueryParam("gte_created_at")
    @Describe("The session began at that moment or later.")
    @Nullable
    Instant gteCreatedAt;

    @QueryParam("lte_created_at")
    @Describe("The session began at that moment or earlier.")
    @Nullable
    Instant lteCreatedAt;

    ClientQuery query() {
        return new ClientQuery(
                clientid == null ? Set.of() : Set.copyOf(clientid),
                username == null ? Set.of() : Set.copyOf(username),
                Optional.ofNullable(ipAddress).map(ClientConditions::address),
                Optional.ofNullable(connState).map(state -> state == ConnState.CONNECTED),
                Optional.ofNullable(cleanStart),
                Optional.ofNullable(protoVer),
                Optional.ofNullable(likeClientid),
                Optional.ofNullable(likeUsername),
                Optional.ofNullable(gteConnectedAt),
                Optional.ofNullable(lteConnectedAt),
                Optional.ofNullable(gteCreatedAt),
                Optional.ofNullable(lteCreatedAt));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw RestException.badRequest(
                    "ip_address: given \"" + text + "\", expected an address such as 10.1.2.3 or 2001:db8::1");
        }
    }
}
