/**
 * Connectors: one configured, pooled, health-checked connection to a database or a server, shared by all who need it. A bundle
 * brings a type ({@link io.caracal.api.connector.ConnectorFactory}); whoever wants to talk to a server opens a connector by its id
 * ({@link io.caracal.api.connector.Connectors}); administrators see and steer them
 * ({@link io.caracal.api.connector.ConnectorAdministration}).
 */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.connector;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
