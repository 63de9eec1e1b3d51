package io.caracal.config.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.caracal.api.config.SettingsException;
import io.caracal.api.config.SettingsNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds a tree to settings records, strictly, and names everything that is wrong. Immutable, for any thread. */
public final class SettingsBinder {
    private final SecretReader secrets;

    /**
     * @param environment where {@code env:NAME} secrets are looked up
     * @param folder what relative {@code file:} secrets are relative to
     */
    public SettingsBinder(Map<String, String> environment, Path folder) {
        this.secrets = new SecretReader(Map.copyOf(environment), folder);
    }

    /** Settings that hold nothing but their defaults; for tests and for broker parts without a configuration. */
    public static <T extends Record> T defaults(Class<T> type) {
        try {
            return new SettingsBinder(Map.of(), Path.of("")).bind(null, "", type);
        } catch (SettingsException e) {
            throw new IllegalArgumentException(type.getName() + " needs settings: " + e.getMessage(), e);
        }
    }

    /**
     * Binds one value.
     *
     * @param value the value, usually a section; {@code null} gives the defaults
     * @param path where it stands, for messages
     * @param type a settings record
     * @throws SettingsException naming every problem
     * @throws IllegalArgumentException if the record cannot be settings
     */
    public <T extends Record> T bind(@Nullable ConfigValue value, String path, Class<T> type) throws SettingsException {
        Problems problems = new Problems();
        Optional<T> bound = bind(value, path, type, problems);
        problems.throwIfAny();
        return bound.orElseThrow();
    }

    /** A tree that waits for its record. */
    public SettingsNode node(ConfigObject tree, String path) {
        return new TreeNode(tree, path, this);
    }

    /** As the other, but adds to problems that are thrown together later. */
    public <T extends Record> Optional<T> bind(
            @Nullable ConfigValue value, String path, Class<T> type, Problems problems) {
        Shape.Section shape = ShapeReader.read(type);
        ConfigValue given = value != null && value.valueType() == ConfigValueType.NULL ? null : value;
        return Optional.ofNullable(type.cast(new Binding(this, secrets, problems).section(shape, given, path)));
    }

    /**
     * Reports the keys of a tree's root that are no section.
     *
     * @param root the tree
     * @param sections the known sections
     * @param keys the full paths of all keys in them, for suggestions
     */
    public static void reportUnknownSections(
            ConfigObject root, Collection<String> sections, Collection<String> keys, Problems problems) {
        UnknownKeys.report("", root, sections, keys, problems);
    }
}
