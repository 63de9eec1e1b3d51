package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "banned", description = "Who may not connect.")
final class BannedCommand extends Group {
    private static final String KINDS =
            "clientid, username, peerhost, or clientid_re, username_re (regular expressions), peerhost_net (network)";

    @Command(name = "list", description = "Lists the bans.")
    int list(@Mixin PageOptions pages) {
        return list(Call.get("banned"), pages, Column.of("as", "who", "until", "reason", "by", "at"));
    }

    @Command(
            name = "add",
            description = "Bans: caracal banned add peerhost_net 192.0.2.0/24 --until 2026-12-31T00:00:00Z")
    int add(
            @Parameters(paramLabel = "KIND", description = KINDS) String kind,
            @Parameters(paramLabel = "WHO", description = "The name, address, expression or network.") String who,
            @Option(names = "--until", paramLabel = "TIME", description = "When it ends; without, never.") @Nullable
                    String until,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") @Nullable String reason) {
        Map<String, Object> ban = new LinkedHashMap<>();
        ban.put("as", kind);
        ban.put("who", who);
        if (until != null) {
            ban.put("until", until);
        }
        if (reason != null) {
            ban.put("reason", reason);
        }
        return change(Call.post("banned").json(ban), "Banned " + kind + " " + who + ".");
    }

    @Command(name = "remove", description = "Lifts a ban.")
    int remove(
            @Parameters(paramLabel = "KIND", description = KINDS) String kind,
            @Parameters(paramLabel = "WHO", description = "As it is listed.") String who) {
        return change(Call.delete("banned", kind, who), "Lifted the ban of " + kind + " " + who + ".");
    }
}
