package io.caracal.security.rules;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the file of rules is.
 *
 * @param shipped with the distribution, never written
 * @param own in the data folder, written by REST
 * @param relativeTo the folder that a relative path begins at
 */
record RulePaths(Path shipped, Path own, Path relativeTo) {

    /** The file to read now. */
    Path toRead(Optional<String> named) {
        return named.map(relativeTo::resolve).orElseGet(() -> Files.exists(own) ? own : shipped);
    }

    /** The file to write. */
    Path toWrite(Optional<String> named) {
        return named.map(relativeTo::resolve).orElse(own);
    }
}
