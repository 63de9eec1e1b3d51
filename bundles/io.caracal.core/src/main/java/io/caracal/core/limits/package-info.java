/** How much may come in: rates of connections, messages and bytes, for each client, listener and zone. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.core.limits;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
