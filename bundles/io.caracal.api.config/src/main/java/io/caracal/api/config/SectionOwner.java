package io.caracal.api.config;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whoever applies changes of one section while the broker runs: a service, registered by the bundle that brings the section's
 * record, as soon as the settings of {@link Configuration#section} are in use.
 *
 * <p>A change is applied to all sections that it touches or to none: first every owner prepares, then the change is stored, then
 * every owner commits. If anything fails before it is stored, what was prepared is aborted in reverse order, and nothing has
 * changed.
 *
 * <p>All calls come from one thread at a time, never from an event loop, and may block: {@link #prepare} up to 30 s, after which
 * the change is refused (and aborted, should the owner finish later). During an update two versions of a bundle may own the
 * same section; both are asked.
 *
 * @param <T> the section's record
 */
@ConsumerType
public interface SectionOwner<T extends Record> {
    /** The record that carries the {@link SettingsSection}. */
    Class<T> type();

    /**
     * The settings that are in force with this owner now. If they are not those of the configuration when the owner is
     * registered, because a change came in between, the difference is applied at once.
     */
    T live();

    /**
     * The sections that this one builds on. If a change touches them too, they are prepared and committed before it; and if only
     * they are changed, this owner is asked nevertheless, with {@code before} equal to {@code after}. So listeners can object to
     * the removal of the authentication that they need. Names of sections that are not present are ignored.
     */
    default Set<String> dependsOn() {
        return Set.of();
    }

    /**
     * Checks a change and acquires all that it needs: binds sockets, loads certificates, connects, builds new instances. Nothing
     * of it may be seen by clients yet, and what serves goes on serving.
     *
     * @throws SettingsException if the change cannot be applied; the problems are given to whoever asked for it. Any other
     *     exception refuses the change as well, with its message
     */
    PreparedChange prepare(SectionChange<T> change) throws SettingsException;

    /**
     * An owner that has nothing to acquire before it applies a change.
     *
     * @param live the settings in force
     * @param apply puts other settings into force; must not fail
     */
    static <T extends Record> SectionOwner<T> of(Class<T> type, T live, Consumer<T> apply) {
        return new SimpleOwner<>(type, live, apply);
    }

    /** What the {@link SettingsNode}s of this section can be, as far as the bundles for them are present; asked for anew each time. */
    default Optional<NodeTypes> nodeTypes() {
        return Optional.empty();
    }
}
