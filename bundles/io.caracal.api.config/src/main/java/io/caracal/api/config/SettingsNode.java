package io.caracal.api.config;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A part of the tree that is not bound yet, because the record for it belongs to a bundle that may come and go: an element of
 * the authentication chain, a connector. A record component of this type (or a list or map of it) takes the subtree as it stands.
 */
@ProviderType
public interface SettingsNode {
    /** Where it stands, {@code authentication.0}. */
    String path();

    /** Where it was set, {@code config/caracal.conf: 12}; empty when it comes from a default. */
    String origin();

    /** The text of a scalar below this node, for discriminators such as {@code backend}. */
    Optional<String> text(String key);

    /**
     * This node without some of its keys, which its reader has dealt with itself.
     *
     * @param keys the keys to leave out; one that is absent is ignored
     */
    SettingsNode without(String... keys);

    /**
     * This node with some of its keys only, for whoever binds these before it is known what the others are.
     *
     * @param keys the keys to keep; one that is absent is ignored
     */
    SettingsNode only(String... keys);

    /**
     * Binds this node, strictly: unknown keys, wrong types and values out of range are problems.
     *
     * @param type a settings record
     * @throws SettingsException naming every problem
     */
    <T extends Record> T bind(Class<T> type) throws SettingsException;

    /** Whether another node holds the same keys and values, wherever the two stand and were set. */
    boolean sameAs(SettingsNode other);
}
