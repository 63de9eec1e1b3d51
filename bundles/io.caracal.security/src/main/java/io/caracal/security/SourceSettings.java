package io.caracal.security;

import io.caracal.api.config.SettingsNode;
import java.util.Locale;

/**
 * One element of {@code authorization.sources}, as far as the chain understands it.
 *
 * @param type {@code built_in_database}; also its id
 * @param enable false passes the source over
 * @param typeKeys what remains for the settings record of the type
 */
record SourceSettings(String type, boolean enable, SettingsNode typeKeys) {

    static SourceSettings of(SettingsNode node) {
        String type = node.text("type").orElse("");
        if (type.isBlank()) {
            throw new IllegalArgumentException(
                    node.path() + ".type: nothing was given, expected the type of a source such as file");
        }
        return new SourceSettings(
                type,
                node.text("enable").map(text -> enabled(node, text)).orElse(true),
                node.without("type", "enable"));
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
