/**
 * Settings as records: the annotations that describe them, the service that hands them out, bound and validated; the contract of
 * those who apply changes at run time ({@link io.caracal.api.config.SectionOwner}) and of those who ask for them
 * ({@link io.caracal.api.config.ConfigurationAdministration}).
 */
@Export
@Version("0.3.0")
@NullMarked
package io.caracal.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
