/** What the broker needs to know of other nodes. A broker by itself uses its own implementation of a single node. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.cluster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
