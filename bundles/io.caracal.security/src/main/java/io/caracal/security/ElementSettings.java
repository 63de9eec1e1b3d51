package io.caracal.security;

import io.caracal.api.config.SettingsNode;
import io.caracal.security.precondition.Precondition;
import java.util.Locale;
import java.util.Optional;

/**
 * One element of the section {@code authentication}, as far as the chain understands it.
 *
 * @param mechanism {@code password_based}
 * @param backend {@code built_in_database}; empty for a mechanism without back ends
 * @param enable false passes the element over
 * @param precondition which clients it is asked about; empty for all
 * @param ignoreBackendFailures true goes on to the next element when a call fails
 * @param typeKeys what remains for the settings record of the type
 */
record ElementSettings(
        String mechanism,
        String backend,
        boolean enable,
        Optional<Precondition> precondition,
        boolean ignoreBackendFailures,
        SettingsNode typeKeys) {

    static ElementSettings of(SettingsNode node) {
        String mechanism = node.text("mechanism").orElse("");
        if (mechanism.isBlank()) {
            throw new IllegalArgumentException(node.path()
                    + ".mechanism: nothing was given, expected the name of a mechanism such as password_based");
        }
        return new ElementSettings(
                mechanism,
                node.text("backend").orElse(""),
                flag(node, "enable", true),
                precondition(node),
                flag(node, "ignore_backend_failures", false),
                node.without("mechanism", "backend", "enable", "precondition", "ignore_backend_failures"));
    }

    /** What elements are known by, and what ties them to factories. */
    static String id(String mechanism, String backend) {
        return backend.isEmpty() ? mechanism : mechanism + ":" + backend;
    }

    String id() {
        return id(mechanism, backend);
    }

    /** Whether it would do the same as another, apart from what its type makes of its keys. */
    boolean sameAs(ElementSettings other) {
        return id().equals(other.id())
                && enable == other.enable
                && ignoreBackendFailures == other.ignoreBackendFailures
                && precondition.map(Precondition::toString).equals(other.precondition.map(Precondition::toString))
                && typeKeys.sameAs(other.typeKeys);
    }

    private static Optional<Precondition> precondition(SettingsNode node) {
        Optional<String> text = node.text("precondition").filter(condition -> !condition.isBlank());
        try {
            return text.map(Precondition::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    node.path() + ".precondition: " + text.orElse("") + ": " + e.getMessage(), e);
        }
    }

    private static boolean flag(SettingsNode node, String key, boolean usual) {
        return node.text(key).map(text -> flag(node, key, text)).orElse(usual);
    }

    private static boolean flag(SettingsNode node, String key, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default ->
                throw new IllegalArgumentException(
                        node.path() + "." + key + ": " + text + " was given, expected true or false");
        };
    }
}
