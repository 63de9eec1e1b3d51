package io.caracal.rest.application;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Renders values for the audit log: JSON in one line, everything that is named like a secret as asterisks. */
final class Masked implements Function<Object, String> {
    private static final String MASK = "******";
    private static final Set<String> SECRET =
            Set.of("password", "pwd", "secret", "token", "passphrase", "private_key", "authorization");

    private final JsonMapper mapper;

    Masked(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public String apply(Object value) {
        JsonNode tree = mapper.valueToTree(value);
        mask(tree);
        return mapper.writeValueAsString(tree);
    }

    private static void mask(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (String name : List.copyOf(object.propertyNames())) {
                    if (isSecret(name) && !object.get(name).isContainer()) {
                        object.put(name, MASK);
                    } else {
                        mask(object.get(name));
                    }
                }
            }
            case ArrayNode array -> array.forEach(Masked::mask);
            default -> {}
        }
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(word -> lower.equals(word) || lower.endsWith("_" + word));
    }
}
