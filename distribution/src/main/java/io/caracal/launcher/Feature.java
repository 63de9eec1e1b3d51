package io.caracal.launcher;

import java.util.List;

/** What of a feature file concerns the launcher: its bundles in the order of the file. */
record Feature(MavenCoordinates id, List<BootBundle> bundles) {
    /** A bundle and the start level at which it is started; {@link #DEFAULT_START_LEVEL} if the file names none. */
    record BootBundle(MavenCoordinates id, int startLevel) {}

    static final int DEFAULT_START_LEVEL = 1;
}
