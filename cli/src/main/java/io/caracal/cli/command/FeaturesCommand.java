package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "features", description = "Lists what 'plugins install' finds in the broker's repository.")
final class FeaturesCommand extends Group implements Callable<Integer> {
    @Override
    public Integer call() {
        return list(Call.get("plugins_stored"), Column.of("id", "name", "version", "description"));
    }
}
