package io.caracal.itests.lifecycle;

import java.nio.file.Path;

/**
 * A hot bundle and how it is used.
 *
 * @param symbolicName of the bundle
 * @param jar a build of it; the kit makes further versions from this one
 */
public record HotBundle(String symbolicName, Path jar, Usage usage) {
    /** A bundle of the distribution. */
    static HotBundle of(Distribution distribution, String symbolicName, Usage usage) {
        return new HotBundle(symbolicName, distribution.bundle(symbolicName), usage);
    }

    @Override
    public String toString() {
        return symbolicName;
    }
}
