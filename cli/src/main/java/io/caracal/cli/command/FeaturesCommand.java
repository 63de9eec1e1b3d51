package io.caracal.cli.command;

import io.caracal.cli.http.Call;
import io.caracal.cli.output.Column;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "features", description = "Lists what 'plugins install' finds in the broker's repository.")
final class FeaturesCommand extends Group implements Callable<Integer> {
    @Mixin
    private PageOptions pages = new PageOptions();

    @Override
    public Integer call() {
        return list(Call.get("features"), pages, Column.of("id", "name", "version", "description"));
    }
}
