package io.caracal.api.auth;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The file of the source {@code file}, as long as there is such a source. Calls read and write the disk: not from an event loop. */
@ProviderType
public interface RuleFile {
    /**
     * The file as it is now.
     *
     * @param path where it is
     * @param text what is in it, which may be newer than the rules in force, or wrong
     * @param rules the rules in force
     * @param problem why the text is not in force; empty if it is
     */
    record Content(String path, String text, List<AclRule> rules, Optional<String> problem) {
        public Content {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Reads the file; empty if no source {@code file} runs.
     *
     * @throws IOException if it cannot be read
     */
    Optional<Content> read() throws IOException;

    /**
     * Replaces the file as a whole, and puts its rules into force; caches are clean when this returns. A file that was not named by
     * {@code path} is not overwritten: the text goes to the data folder, and is used from there.
     *
     * @param text HOCON: {@code rules = [ … ]}
     * @return what is in force then; empty if no source {@code file} runs
     * @throws IllegalArgumentException if a rule cannot be read; the message names it, and nothing has changed
     * @throws IOException if it cannot be written; nothing has changed
     */
    Optional<Content> write(String text) throws IOException;
}
