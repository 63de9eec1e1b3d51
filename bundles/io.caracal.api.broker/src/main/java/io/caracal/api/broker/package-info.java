/**
 * The running broker as an administrator sees it and acts on it: clients, subscriptions, topics, retained messages, bans, listeners,
 * the node itself and its counters.
 *
 * <p>Every method may be called from any thread and returns at once. What has to be asked on an event loop answers by a stage, which
 * completes on any thread, perhaps on an event loop: whoever continues with work of its own continues elsewhere
 * ({@code thenApplyAsync}). A stage fails with {@link io.caracal.api.broker.InvalidRequestException} for what the caller asked wrongly
 * and with {@link io.caracal.api.broker.OperationFailedException} for what could not be done; any other failure is a defect or the
 * broker's stop.
 *
 * <p>Lists are read in slices: no event loop does more than some hundred entries of a list between two rounds of its connections.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.broker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
