/** The contract between the broker and a bundle that authenticates clients or decides what they may do. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.auth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
