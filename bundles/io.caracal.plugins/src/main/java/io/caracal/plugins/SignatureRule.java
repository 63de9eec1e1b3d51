package io.caracal.plugins;

import java.nio.file.Path;

/** Whose jars are let in. */
@FunctionalInterface
interface SignatureRule {
    /** Everyone's. */
    SignatureRule NONE = (_, _) -> {};

    /**
     * Checks a jar that has been found sound.
     *
     * @throws RefusedException if it has to be signed by someone who is trusted, and is not
     */
    void check(Path jar, Provenance provenance) throws RefusedException;
}
