package io.caracal.api.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link SettingsNode}s of a section can be. It tells which of their keys are secrets, and completes the schema. A node
 * of none of these types is shown with all values masked but those of the common keys.
 *
 * @param common a settings record of the keys that nodes of every type have, {@code mechanism}, {@code enable}; they are not
 *     among those of the type
 * @param types the types that are present
 */
public record NodeTypes(Class<? extends Record> common, List<NodeType> types) {
    public NodeTypes {
        types = List.copyOf(types);
    }

    /**
     * One type.
     *
     * @param keys the common keys that tell the type, with their values; an empty value stands for an absent key
     * @param group the key below which nodes of this type stand, each with its own name ({@code mysql} for
     *     {@code connectors.mysql.main}); empty if they may stand anywhere
     * @param settings the record of the other keys
     */
    public record NodeType(Map<String, String> keys, Optional<String> group, Class<? extends Record> settings) {
        public NodeType {
            keys = Map.copyOf(keys);
        }

        /** A type that keys of the node tell. */
        public NodeType(Map<String, String> keys, Class<? extends Record> settings) {
            this(keys, Optional.empty(), settings);
        }

        /** A type that the place of the node tells. */
        public NodeType(String group, Class<? extends Record> settings) {
            this(Map.of(), Optional.of(group), settings);
        }
    }
}
