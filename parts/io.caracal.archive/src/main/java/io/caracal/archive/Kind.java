package io.caracal.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an archive holds. */
public enum Kind {
    /** Everything that a broker keeps, as files of its data folder. */
    BACKUP(1),
    /** Chosen sections, in a form that does not depend on how a broker keeps them. */
    EXPORT(1);

    private final int version;

    Kind(int version) {
        this.version = version;
    }

    /** The newest form that this code writes and understands; it understands all before. */
    public int version() {
        return version;
    }

    /** As it stands in the first line of a manifest. */
    String word() {
        return "caracal-" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
