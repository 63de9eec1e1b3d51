package io.caracal.api.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The validated configuration of this broker. The service is registered only when file, environment and defaults together are
 * valid for every {@link SettingsSection} that is present, so whoever gets it can rely on it.
 */
@ProviderType
public interface Configuration {
    /**
     * The settings of one section, bound once and shared.
     *
     * @param type a record marked with {@link SettingsSection}
     * @throws IllegalArgumentException if the record carries no section or its section was not there at start
     */
    <T extends Record> T section(Class<T> type);
}
