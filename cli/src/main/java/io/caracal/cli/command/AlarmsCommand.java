package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "alarms", description = "What an administrator should look at.")
final class AlarmsCommand extends Group {
    @Command(name = "list", description = "Lists the alarms that last.")
    int list(@Option(names = "--past", description = "Those that are over.") boolean past, @Mixin PageOptions pages) {
        return list(
                Call.get("alarms").query("activated", Boolean.toString(!past)),
                pages,
                Column.of("name", "activate_at", "deactivate_at", "message"));
    }

    @Command(name = "clear", description = "Forgets the alarms that are over.")
    int clear() {
        return change(Call.delete("alarms"), "Forgot the alarms that are over.");
    }
}
