/** Settings as records: the annotations that describe them and the service that hands them out, bound and validated. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
