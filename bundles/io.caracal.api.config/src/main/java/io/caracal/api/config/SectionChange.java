package io.caracal.api.config;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A change as the owner of one section sees it.
 *
 * @param <T> the section's record
 */
@ProviderType
public interface SectionChange<T extends Record> {
    /** The settings in force, {@link SectionOwner#live()}. */
    T before();

    /** The settings that shall be in force; valid as far as the record can tell. */
    T after();

    /**
     * What a key of any section will be after the change, defaults included, as a tree of {@link java.util.Map},
     * {@link java.util.List}, {@link String}, {@link Number} and {@link Boolean}; durations and sizes are text, secrets are
     * masked. Empty if there is no such key or it has no value.
     *
     * @param path {@code authentication}, {@code listeners.tcp.default.bind}
     */
    Optional<Object> value(String path);
}
