package io.caracal.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of bundles that comes with the distribution, in Maven's layout. Nothing is ever fetched from elsewhere. */
record Repository(Path root) {
    Path find(MavenCoordinates id) throws LaunchException {
        Path file = root.resolve(id.path());
        if (!Files.isRegularFile(file)) {
            throw new LaunchException(
                    ExitCode.UNEXPECTED,
                    "Bundle " + id + " is not in the repository: " + file
                            + " is missing. Unpack the distribution again.");
        }
        return file;
    }
}
