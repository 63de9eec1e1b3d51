package io.caracal.plugins;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * A checked bundle, ready to be installed.
 *
 * @param sha the digest of its content, which tells two builds of one version apart
 * @param jar the private copy that was checked and that will be installed
 * @param source the file that it was copied from
 * @param coordinates under which a feature names it; empty if it came by itself
 * @param modified when that file was written last
 * @param warnings what the operator should know, though it is allowed
 */
record PluginBundle(
        String symbolicName,
        BundleVersion version,
        String sha,
        Path jar,
        Path source,
        String coordinates,
        FileTime modified,
        List<String> warnings) {}
