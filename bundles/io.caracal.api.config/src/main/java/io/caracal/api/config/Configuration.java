package io.caracal.api.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The validated configuration of this broker. The service is registered only when file, environment and defaults together are
 * valid for every {@link SettingsSection} that is present, so whoever gets it can rely on it.
 */
@ProviderType
public interface Configuration {
    /**
     * The settings of one section as they are in force now, bound once and shared. Whoever wants to follow changes registers a
     * {@link SectionOwner}. A section whose bundle was installed after the start is bound and checked when it is first asked for.
     * From any thread.
     *
     * @param type a record marked with {@link SettingsSection}
     * @throws IllegalArgumentException if the record carries no section, the section belongs to another record, or the bundle
     *     came later and its section is not valid; the message names every problem
     */
    <T extends Record> T section(Class<T> type);

    /**
     * Reads settings that are not in force, and shall perhaps never be: for trying them. Masks in them are replaced by the secrets that
     * stand at that place of the configuration.
     *
     * @param path where they would stand, {@code connectors.mysql.main}
     * @param text a section in HOCON or JSON
     * @throws SettingsException if the text cannot be read
     */
    SettingsNode node(String path, String text) throws SettingsException;
}
