package io.caracal.api.config;

/**
 * A change of configuration.
 *
 * @param path the key that the text is the value of, {@code mqtt}, {@code listeners.tcp.default}; empty if it is a tree from the
 *     root, with any number of sections
 * @param text HOCON, or JSON. A key with {@code null} takes its default; an entry with {@code null} is removed
 * @param mode what becomes of keys that the text does not name
 * @param conditions who, and under which conditions
 */
public record ChangeRequest(String path, String text, Mode mode, ChangeConditions conditions) {
    /** What becomes of keys that are not named. */
    public enum Mode {
        /** They stay as they are. */
        MERGE,
        /** Below {@code path}, or in the sections that the text names, their run-time changes are taken back. */
        REPLACE
    }
}
