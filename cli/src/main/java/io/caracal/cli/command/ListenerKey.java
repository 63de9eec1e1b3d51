package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a listener stands in the configuration: {@code tcp:second} is {@code listeners.tcp.second}. */
record ListenerKey(String type, String name) {
    static ListenerKey of(String id) {
        int colon = id.indexOf(':');
        if (colon < 1 || colon == id.length() - 1) {
            throw new CliException(
                    ExitCode.USAGE, "A listener is named TYPE:NAME, for example tcp:second, found is '" + id + "'.");
        }
        return new ListenerKey(id.substring(0, colon), id.substring(colon + 1));
    }

    /** @param settings null takes the listener away */
    Map<String, Object> tree(@Nullable Map<String, Object> settings) {
        return Map.of("listeners", Map.of(type, Collections.singletonMap(name, settings)));
    }
}
