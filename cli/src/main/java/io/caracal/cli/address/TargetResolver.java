package io.caracal.cli.address;

import io.caracal.cli.CliException;
import io.caracal.cli.Environment;
import io.caracal.cli.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the broker that is meant. The first that is there counts: {@code --url}, {@code --context}, {@code --data}, their variables
 * {@code CARACAL_URL} and {@code CARACAL_CONTEXT}, the context in use, the data folder of this machine, which {@code CARACAL_DATA} may
 * name.
 */
public final class TargetResolver {
    private final Addressing addressing;
    private final Environment environment;

    public TargetResolver(Addressing addressing, Environment environment) {
        this.addressing = addressing;
        this.environment = environment;
    }

    /** Where the REST API is and who asks. @throws CliException if no broker runs here, or it has no REST API */
    public Target target() {
        Optional<LocalBroker> local = local();
        Target found = local.isPresent() ? reachable(local.get()) : remote();
        String key = addressing.apiKey();
        if (key != null) {
            return found.with(ApiKeys.parse(key, "--api-key"));
        }
        String keyVariable = environment.variable("CARACAL_API_KEY");
        // A token of the running broker at hand is better than a key that may be meant for another.
        return keyVariable == null || local.isPresent()
                ? found
                : found.with(ApiKeys.parse(keyVariable, "CARACAL_API_KEY"));
    }

    /** The broker of this machine, if that is the one that is meant. */
    public Optional<LocalBroker> local() {
        if (addressing.url() != null || addressing.context() != null) {
            return Optional.empty();
        }
        if (addressing.data() != null) {
            return Optional.of(
                    new LocalBroker(addressing.data().toAbsolutePath().normalize()));
        }
        if (environment.variable("CARACAL_URL") != null
                || environment.variable("CARACAL_CONTEXT") != null
                || Contexts.of(environment).current() != null) {
            return Optional.empty();
        }
        String data = environment.variable("CARACAL_DATA");
        Path folder = data == null ? environment.home().resolve("data") : Path.of(data);
        return Optional.of(new LocalBroker(folder.toAbsolutePath().normalize()));
    }

    private static Target reachable(LocalBroker local) {
        return local.restOnceThere()
                .orElseThrow(() -> new CliException(
                        ExitCode.UNREACHABLE,
                        local.process().isEmpty()
                                ? "No broker runs on the data folder " + local.data()
                                        + ". Start one with 'caracal start', or name another with --data, --url or --context."
                                : "The broker of " + local.data() + " runs, but has no REST API: the file "
                                        + local.restFile() + " is missing. Is the plugin io.caracal.rest installed?"));
    }

    private Target remote() {
        String url = addressing.url();
        if (url != null) {
            return at(Urls.parse(url, "--url"));
        }
        String context = addressing.context();
        if (context != null) {
            return named(context);
        }
        String urlVariable = environment.variable("CARACAL_URL");
        if (urlVariable != null) {
            return at(Urls.parse(urlVariable, "CARACAL_URL"));
        }
        String contextVariable = environment.variable("CARACAL_CONTEXT");
        return named(Objects.requireNonNull(
                contextVariable == null ? Contexts.of(environment).current() : contextVariable));
    }

    /** An address by itself takes the login of a context with the same address, if there is one. */
    private Target at(URI url) {
        for (Map.Entry<String, Context> entry : Contexts.of(environment).all().entrySet()) {
            if (Urls.parse(entry.getValue().url(), entry.getKey()).equals(url)) {
                return named(entry.getKey());
            }
        }
        return new Target(url, new Credential.None(), addressing.certificates(), url.toString());
    }

    private Target named(String name) {
        Contexts contexts = Contexts.of(environment);
        Context context = contexts.named(name);
        return new Target(
                Urls.parse(context.url(), "Context '" + name + "' in " + contexts.file()),
                credential(name, context),
                certificates(context),
                "context " + name);
    }

    private static Credential credential(String name, Context context) {
        if (context.token() != null) {
            return new Credential.Token(context.token(), "Log in again with 'caracal login --context " + name + "'.");
        }
        return context.apiKey() == null ? new Credential.None() : ApiKeys.parse(context.apiKey(), "context " + name);
    }

    private @Nullable Path certificates(Context context) {
        if (addressing.certificates() != null) {
            return addressing.certificates();
        }
        return context.certificates() == null ? null : Path.of(context.certificates());
    }
}
