/** Texts and queries with placeholders for what is known about a client. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.auth.template;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
