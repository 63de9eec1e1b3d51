/** What a bundle needs besides the annotations of Jakarta REST to contribute resources to the broker's REST API. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.rest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
