package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import io.caracal.cli.address.LocalBroker;
import io.caracal.cli.http.Api;
import io.caracal.cli.http.Call;
import io.caracal.cli.json.Node;
import io.caracal.cli.output.Format;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Says whether a broker runs. On this machine the lock of its data folder decides, as for {@code caracal stop}; what the REST API tells
 * comes on top, and if it cannot be asked that changes nothing.
 */
@Command(name = "status", description = "Says whether the broker runs, and how it is.")
final class StatusCommand extends Group implements Callable<Integer> {
    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Waits until it is ready, this long at most; 75 if it is not by then.")
    private int seconds;

    @Override
    public Integer call() {
        Optional<LocalBroker> local = caracal().resolver().local();
        Readiness readiness = new Readiness(Duration.ofSeconds(seconds));
        if (local.isPresent()) {
            readiness.await(local.get()::isReady, local.get().data().toString());
            return local(local.get());
        }
        readiness.await(() -> answers(caracal().api()), "REST API");
        return remote();
    }

    private static boolean answers(Api api) {
        try {
            return !api.text(Call.get("status").accept("text/plain")).isEmpty();
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.UNREACHABLE) {
                return false;
            }
            throw e;
        }
    }

    private int local(LocalBroker broker) {
        Map<String, Object> status = new LinkedHashMap<>();
        OptionalLong process = broker.process();
        status.put("running", process.isPresent());
        status.put("data", broker.data().toString());
        if (process.isEmpty()) {
            print("not running on " + broker.data(), status);
            return ExitCode.NOT_RUNNING.number();
        }
        status.put("process", process.getAsLong());
        status.put("ready", broker.isReady());
        try {
            if (broker.rest().isPresent()) {
                addNode(caracal().api(), status);
            } else {
                status.put("rest", "not there, or not yet");
            }
        } catch (CliException e) {
            status.put("rest", String.valueOf(e.getMessage()));
        }
        print("running on " + broker.data() + ", process " + process.getAsLong(), status);
        return ExitCode.OK.number();
    }

    private int remote() {
        Map<String, Object> status = new LinkedHashMap<>();
        Api api = caracal().api();
        Node answer = api.json(Call.get("status").query("format", "json")).content();
        status.put("running", true);
        copy(answer, "version", "version", status);
        copy(answer, "uptime", "uptime_ms", status);
        addNode(api, status);
        print("running at " + api.target().url(), status);
        return ExitCode.OK.number();
    }

    /** What only somebody with a credential gets to know; a credential that is missing or too weak leaves it out. */
    private static void addNode(Api api, Map<String, Object> status) {
        status.put("rest", api.target().url().toString());
        try {
            Node nodes = api.json(Call.get("nodes")).content();
            nodes.elements().findFirst().ifPresent(node -> {
                copy(node, "node", "node", status);
                copy(node, "version", "version", status);
                copy(node, "uptime", "uptime_ms", status);
                copy(node, "connections", "connections", status);
                copy(node, "live_connections", "live_connections", status);
            });
        } catch (CliException e) {
            if (e.exitCode() != ExitCode.NOT_PERMITTED && e.exitCode() != ExitCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static void copy(Node from, String field, String name, Map<String, Object> to) {
        Object value = from.at(field).value();
        if (value != null) {
            to.put(name, value);
        }
    }

    private void print(String sentence, Map<String, Object> status) {
        if (output().format() != Format.table) {
            output().value(new Node(status));
            return;
        }
        output().text(sentence);
        Map<String, Object> more = new LinkedHashMap<>(status);
        more.keySet().removeAll(List.of("running", "data", "process"));
        if (!more.isEmpty()) {
            output().value(new Node(more));
        }
    }
}
