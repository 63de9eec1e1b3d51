package io.caracal.plugins;

import java.util.Collection;

/** Something that the operator should know; one line in the log each. */
sealed interface PluginEvent {
    /** The line. */
    String text();

    /** A plugin that was not there is installed and started. */
    record Installed(InstalledPlugin plugin, String origin, Collection<String> services) implements PluginEvent {
        @Override
        public String text() {
            return "Installed plugin=%s version=%s %s bundle=%d offers=%s"
                    .formatted(plugin.symbolicName(), plugin.version(), origin, plugin.id(), services);
        }
    }

    /** A plugin has taken the place of another version or build of itself. */
    record Updated(InstalledPlugin plugin, InstalledPlugin replaced, String origin) implements PluginEvent {
        @Override
        public String text() {
            return "Updated plugin=%s version=%s %s bundle=%d replaces version=%s bundle=%d"
                    .formatted(
                            plugin.symbolicName(),
                            plugin.version(),
                            origin,
                            plugin.id(),
                            replaced.version(),
                            replaced.id());
        }
    }

    /** A plugin is gone, because nobody asks for it any more. */
    record Removed(InstalledPlugin plugin) implements PluginEvent {
        @Override
        public String text() {
            return "Removed plugin=%s version=%s bundle=%d: nobody asks for it any more"
                    .formatted(plugin.symbolicName(), plugin.version(), plugin.id());
        }
    }

    /** What somebody asked for at run time is done. */
    record Changed(PendingChange change) implements PluginEvent {
        @Override
        public String text() {
            return "Done: " + change;
        }
    }

    /** What somebody asked for was not taken up; nothing has changed. */
    record Refused(String origin, String reason) implements PluginEvent {
        @Override
        public String text() {
            return "Refused %s: %s".formatted(origin, reason);
        }
    }

    /** Something is not as it should be, and stays so until someone acts. */
    record Warned(String subject, String text) implements PluginEvent {}
}
