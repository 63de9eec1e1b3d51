package io.caracal.connect;

import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;

/**
 * One connector of the section, as far as the registry understands it.
 *
 * @param keys what all types have
 * @param typeKeys what remains for the settings record of the type
 */
record ConnectorSettings(String type, String name, ConnectorKeys keys, SettingsNode typeKeys) {
    /** @throws SettingsException if the keys that all types have are not valid */
    static ConnectorSettings of(String type, String name, SettingsNode node) throws SettingsException {
        return new ConnectorSettings(
                type,
                name,
                node.only(ConnectorKeys.NAMES).bind(ConnectorKeys.class),
                node.without(ConnectorKeys.NAMES));
    }

    /** {@code mysql:main}. */
    String id() {
        return type + ":" + name;
    }

    /** Where it stands in the configuration. */
    String path() {
        return typeKeys.path();
    }
}
