package io.caracal.api.plugins;

/** Where a plugin is to be taken from. */
public sealed interface PluginSource {
    /**
     * The local repository, that is the distribution's {@code repository/} and {@code features/}; nothing is fetched from anywhere.
     *
     * @param id coordinates {@code group:artifact:version} of a bundle, or the name of a feature file without {@code .json}. In an
     *     update also a version alone: of the plugin's kept versions, or of its coordinates in the repository
     */
    record Stored(String id) implements PluginSource {}

    /**
     * Something that was uploaded.
     *
     * @param upload as {@link PluginAdministration#receive} answered
     */
    record Uploaded(String upload) implements PluginSource {}
}
