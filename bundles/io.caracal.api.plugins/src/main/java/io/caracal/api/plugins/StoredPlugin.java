package io.caracal.api.plugins;

/**
 * A feature that can be installed from the local repository.
 *
 * @param id for {@link PluginSource.Stored}
 * @param name that the plugin will have
 * @param description for people
 */
public record StoredPlugin(String id, String name, String version, String description) {}
