package io.caracal.rest.connectors;

import io.caracal.api.rest.RestException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Type and name of a connector, {@code mysql:main}. */
record ConnectorId(String type, String name) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{1,64}):([A-Za-z0-9_-]{1,64})");

    static Optional<ConnectorId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new ConnectorId(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** @throws RestException if type and name cannot be those of a connector */
    static ConnectorId of(String type, String name) {
        return parse(type + ":" + name)
                .orElseThrow(() -> RestException.badRequest("type, name: given \"" + type + "\" and \"" + name
                        + "\", expected a type such as http, and a name; both up to 64 letters, digits, - and _"));
    }

    /** Where it stands in the configuration. */
    String path() {
        return "connectors." + type + "." + name;
    }

    @Override
    public String toString() {
        return type + ":" + name;
    }
}
