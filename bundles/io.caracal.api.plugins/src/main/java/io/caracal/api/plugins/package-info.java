/** Plugins at run time, as administrators see them: list, install, update, roll back, remove; and who says what plugins are used for. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.plugins;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
