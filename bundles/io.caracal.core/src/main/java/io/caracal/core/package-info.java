/**
 * The broker itself: sessions, QoS, retained messages, wills, shared subscriptions. Exported is only what the transports need to
 * hand a connection over.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.core;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
