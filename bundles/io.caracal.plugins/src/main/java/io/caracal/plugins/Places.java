package io.caracal.plugins;

import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param watched the folder whose files ask for plugins
 * @param repository bundles in Maven's layout
 * @param features feature files that can be installed by name
 * @param data what belongs to this bundle: private copies, the journal, uploads
 */
record Places(Path watched, Path repository, Path features, Path data) {}
