package io.caracal.api.plugins;

import java.util.List;

/**
 * A plugin at this moment.
 *
 * @param name of a feature the artifact of its id, of a bundle its symbolic name
 * @param owner who decides about it
 * @param file the file's name in the folder, empty if none brings it; it may be there although the service owns the plugin
 * @param state in one word
 * @param reason why it is not {@link State#RUNNING}; empty if it is
 * @param version the one that runs, or should; empty if it is held back
 * @param previous the one that a rollback goes back to; empty if there is none
 * @param versions all that are present, the running one first
 * @param bundles of the running version
 * @param elements the configuration elements that use one of its types
 */
public record PluginInfo(
        String name,
        Kind kind,
        Owner owner,
        String file,
        State state,
        String reason,
        String version,
        String previous,
        List<PresentVersion> versions,
        List<BundleInfo> bundles,
        List<ElementInfo> elements) {

    /** Copies the lists. */
    public PluginInfo {
        versions = List.copyOf(versions);
        bundles = List.copyOf(bundles);
        elements = List.copyOf(elements);
    }

    /** How it was packed. */
    public enum Kind {
        BUNDLE,
        FEATURE
    }

    /** Who decides about it. */
    public enum Owner {
        FOLDER,
        SERVICE
    }

    /** How it is. */
    public enum State {
        /** All its bundles and components are as they should be. */
        RUNNING,
        /** Its bundles run, but a component waits for something, or nobody can use what it offers. */
        DEGRADED,
        /** It should run and was refused; nothing of this version is there. */
        REFUSED,
        /** Removed by the service although a file in the folder brings it. */
        HELD_BACK
    }

    /**
     * A version whose bundles are on this machine.
     *
     * @param role what it is there for
     * @param from where it came from: a file's name, coordinates, or the digest of an upload
     * @param actor who brought it; empty for the folder
     * @param since when, ISO 8601 in UTC; empty for the folder
     */
    public record PresentVersion(String version, Role role, String from, String actor, String since) {}

    /** What a version is there for. */
    public enum Role {
        RUNNING,
        PREVIOUS,
        /** A file in the folder that is not used, because the service has taken the plugin over, or a higher version is there. */
        UNUSED
    }

    /**
     * A bundle.
     *
     * @param id of the framework; -1 if it is not installed
     * @param state {@code ACTIVE}, {@code STARTING}, … as OSGi names them, {@code ABSENT} if it is not installed
     * @param components its Declarative Services components
     * @param types what it brings
     * @param sharedWith the names of other plugins that use the same bundle
     */
    public record BundleInfo(
            String symbolicName,
            String version,
            long id,
            String state,
            String sha256,
            List<ComponentInfo> components,
            List<TypeInfo> types,
            List<String> sharedWith) {

        /** Copies the lists. */
        public BundleInfo {
            components = List.copyOf(components);
            types = List.copyOf(types);
            sharedWith = List.copyOf(sharedWith);
        }
    }

    /**
     * A component.
     *
     * @param state {@code ACTIVE}, {@code SATISFIED}, {@code UNSATISFIED_REFERENCE}, {@code UNSATISFIED_CONFIGURATION},
     *     {@code FAILED_ACTIVATION} or {@code DISABLED}
     * @param unsatisfied what it waits for, in words
     * @param failure why it could not be activated; empty if it could
     */
    public record ComponentInfo(String name, String state, List<String> unsatisfied, String failure) {
        /** Copies the list. */
        public ComponentInfo {
            unsatisfied = List.copyOf(unsatisfied);
        }
    }

    /**
     * A type that a bundle brings, for example an authenticator.
     *
     * @param contract whose type it is: {@code authentication}
     * @param type its name there: {@code password_based:built_in_database}
     * @param objection why it cannot serve; empty if nothing speaks against it
     */
    public record TypeInfo(String contract, String type, String objection) {}

    /**
     * A place in the configuration that uses a type.
     *
     * @param path {@code authentication.0}
     * @param type as in {@link TypeInfo}
     */
    public record ElementInfo(String path, String type) {}
}
