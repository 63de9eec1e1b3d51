package io.caracal.api.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Files of the data folder that cannot simply be copied while the broker runs. Whoever keeps such files registers this as a service, so that
 * backups ask for a copy; all other files of the data folder are copied as they are, and are therefore to be replaced as a whole whenever
 * they change.
 */
@ConsumerType
public interface KeptFiles {
    /** Which files: relative to the data folder, whether they are there or not. */
    Set<Path> files();

    /**
     * Makes copies that are right by themselves, of everything that was acknowledged before. May take its time; changes may wait meanwhile.
     *
     * @param folder takes the copies under the names of {@link #files()}; folders are there. What does not exist is left out
     * @throws IOException if a copy cannot be made
     */
    void copyTo(Path folder) throws IOException;
}
