/** The audit log: who changed what, from where, and what came of it. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
