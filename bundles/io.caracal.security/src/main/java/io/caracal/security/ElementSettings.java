package io.caracal.security;

import io.caracal.api.config.SettingsNode;
import java.util.Locale;

/**
 * One element of the section {@code authentication}, as far as the chain understands it.
 *
 * @param mechanism {@code password_based}
 * @param backend {@code built_in_database}; empty for a mechanism without back ends
 * @param enable false passes the element over
 * @param typeKeys what remains for the settings record of the type
 */
record ElementSettings(String mechanism, String backend, boolean enable, SettingsNode typeKeys) {

    static ElementSettings of(SettingsNode node) {
        String mechanism = node.text("mechanism").orElse("");
        if (mechanism.isBlank()) {
            throw new IllegalArgumentException(node.path()
                    + ".mechanism: nothing was given, expected the name of a mechanism such as password_based");
        }
        return new ElementSettings(
                mechanism,
                node.text("backend").orElse(""),
                node.text("enable").map(text -> enabled(node, text)).orElse(true),
                node.without("mechanism", "backend", "enable"));
    }

    /** What elements are known by, and what ties them to factories. */
    static String id(String mechanism, String backend) {
        return backend.isEmpty() ? mechanism : mechanism + ":" + backend;
    }

    String id() {
        return id(mechanism, backend);
    }

    private static boolean enabled(SettingsNode node, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default ->
                throw new IllegalArgumentException(
                        node.path() + ".enable: " + text + " was given, expected true or false");
        };
    }
}
