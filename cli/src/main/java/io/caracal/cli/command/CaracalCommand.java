package io.caracal.cli.command;

import io.caracal.cli.Environment;
import io.caracal.cli.address.Addressing;
import io.caracal.cli.address.TargetResolver;
import io.caracal.cli.http.Api;
import io.caracal.cli.output.Format;
import io.caracal.cli.output.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code caracal} itself, with the options that all others take too. */
@Command(
        name = "caracal",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Runs a broker, and asks and changes one that runs, here or elsewhere.", ""},
        footerHeading =
                "%nWhich broker: --url, --context or --data; CARACAL_URL; CARACAL_CONTEXT; the context in use; or%n"
                        + "the one of this machine (CARACAL_DATA), whose address and credential are found by themselves.%n%n",
        footer = "'caracal help COMMAND' tells more.")
public final class CaracalCommand {
    private final Environment environment;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How results are written: table, json or yaml (default: table).")
    private Format format = Format.table;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The REST API of the broker, for example https://broker.example:18084.")
    private @Nullable String url;

    @Option(
            names = "--api-key",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY:SECRET",
            description = "The API key to ask with; file:PATH and env:NAME keep it out of the list of processes.")
    private @Nullable String apiKey;

    @Option(
            names = "--context",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "A broker that was given a name, see 'caracal contexts'.")
    private @Nullable String context;

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The data folder of a broker on this machine.")
    private @Nullable Path data;

    @Option(
            names = "--cacert",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust for https, instead of those of the JVM.")
    private @Nullable Path certificates;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            description = "How long to wait for an answer (default: 30; backup, data and store check: 3600).")
    private @Nullable Integer timeout;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Prints this text.")
    private boolean help;

    public CaracalCommand(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    Addressing addressing() {
        return new Addressing(url, apiKey, context, data, certificates);
    }

    TargetResolver resolver() {
        return new TargetResolver(addressing(), environment);
    }

    Duration timeout() {
        return Duration.ofSeconds(Objects.requireNonNullElse(timeout, 30));
    }

    /** For work of the broker that takes as long as its data are large. */
    Api patientApi() {
        return new Api(resolver().target(), Duration.ofSeconds(Objects.requireNonNullElse(timeout, 3600)));
    }

    Api api() {
        return new Api(resolver().target(), timeout());
    }

    Output output() {
        return new Output(format, environment.out());
    }
}
