package io.caracal.config.change;

/**
 * A section that somebody claims.
 *
 * @param path its key at the root of the tree
 * @param type the settings record
 * @param owner who claims it, for messages: a bundle's symbolic name
 */
public record Section(String path, Class<? extends Record> type, String owner) {
    /** Whether both are of one bundle; two versions of it may be there at the same time, during an update. */
    public boolean isSame(Section other) {
        return owner.equals(other.owner()) && type.getName().equals(other.type().getName());
    }

    /** For messages. */
    public String claim() {
        return owner + " (" + type.getName() + ")";
    }
}
