package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which clients. All that is given must hold. */
final class ClientFilter {
    @Option(names = "--clientid", paramLabel = "ID", description = "Those with this client identifier.")
    private @Nullable String clientid;

    @Option(names = "--username", paramLabel = "NAME", description = "Those with this user name.")
    private @Nullable String username;

    @Option(
            names = "--like-clientid",
            paramLabel = "TEXT",
            description = "Those whose client identifier contains this.")
    private @Nullable String likeClientid;

    @Option(names = "--like-username", paramLabel = "TEXT", description = "Those whose user name contains this.")
    private @Nullable String likeUsername;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Those from this address.")
    private @Nullable String ip;

    @Option(names = "--state", paramLabel = "STATE", description = "connected or disconnected.")
    private @Nullable String state;

    @Option(
            names = "--clean-start",
            arity = "1",
            paramLabel = "BOOL",
            description = "Those with (true) or without (false) Clean Start.")
    private @Nullable Boolean cleanStart;

    @Option(names = "--proto-ver", paramLabel = "VERSION", description = "3 for MQTT 3.1, 4 for 3.1.1, 5 for 5.0.")
    private @Nullable String protocol;

    @Option(
            names = "--connected-since",
            paramLabel = "TIME",
            description = "Connected at or after this (2026-11-23T08:00:00Z).")
    private @Nullable String since;

    @Option(names = "--connected-before", paramLabel = "TIME", description = "Connected at or before this.")
    private @Nullable String before;

    @Option(
            names = "--fields",
            paramLabel = "NAME",
            split = ",",
            description = "Only these fields, separated by commas.")
    private @Nullable List<String> fields;

    List<String> fields() {
        return fields == null ? List.of() : fields;
    }

    Call applyTo(Call call) {
        return call.query("clientid", clientid)
                .query("username", username)
                .query("like_clientid", likeClientid)
                .query("like_username", likeUsername)
                .query("ip_address", ip)
                .query("conn_state", state)
                .query("clean_start", cleanStart)
                .query("proto_ver", protocol)
                .query("gte_connected_at", since)
                .query("lte_connected_at", before)
                .query("fields", fields == null ? null : String.join(",", fields));
    }
}
