/**
 * The connectors: owns every {@link io.caracal.api.connector.ConnectorFactory}, turns the section {@code connectors} into live
 * connections, watches their health, replaces them without a failing call, and fails closed.
 *
 * <p>A call reads one immutable {@link io.caracal.connect.View} and takes no lock. What changes a connector (settings, factories that come
 * and go, an administrator) is serialised for each in {@link io.caracal.connect.ManagedConnector}; what its server does is watched by its
 * {@link io.caracal.connect.HealthWatch}.
 */
@NullMarked
package io.caracal.connect;

import org.jspecify.annotations.NullMarked;
