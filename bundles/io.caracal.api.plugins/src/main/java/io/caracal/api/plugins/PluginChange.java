package io.caracal.api.plugins;

/** A change that may be asked for. */
public sealed interface PluginChange {
    /** May a plugin that the folder owns be taken over from it? */
    boolean takeOver();

    /**
     * Installs a plugin that is not there; its name is told by what is installed. If the plugin is there in another
     * version, this ends as CONFLICT: that is an update. If it is there in this very version and content, nothing is done.
     */
    record Install(PluginSource source, boolean takeOver) implements PluginChange {}

    /**
     * Replaces a plugin by another version or build of it, higher or lower. The version before is kept for {@link Rollback}.
     *
     * @param name of a plugin that is there; ends as REFUSED if the source brings another one
     */
    record Update(String name, PluginSource source, boolean takeOver) implements PluginChange {}

    /** Goes back to the version before; the version that goes is kept in its place, so that the same once more undoes it. */
    record Rollback(String name, boolean takeOver) implements PluginChange {}

    /**
     * Removes a plugin with the versions kept of it. Bundles that other plugins use stay. The configuration that uses it stays as well,
     * with the status "type not installed".
     *
     * @param takeOver if a file in the folder brings the plugin: hold it back as long as the file is there. Without it, the plugin of
     *     a file is not removed, and one that was taken over is given back to its file
     */
    record Remove(String name, boolean takeOver) implements PluginChange {}
}
