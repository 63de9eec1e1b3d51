package io.caracal.api.rest;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks an object whose class carries {@code jakarta.ws.rs.Path}: registered as a service of this type, its methods are routes
 * below {@code /api/v5} for as long as the service is there, checked, audited and described in the OpenAPI document like the broker's own.
 *
 * <p>One object serves all requests, many at a time, each on a virtual thread; methods may block and return values or a
 * {@link java.util.concurrent.CompletionStage}. Bodies and answers are records, written as JSON with names in lower case and underscores
 * ({@code protoVer} is {@code proto_ver}); components are required unless they are {@code @Nullable} or {@link java.util.Optional}.
 *
 * <p>A class may be registered once; of two versions of one bundle that are there during an update, the newer one serves. A route that
 * is taken already is refused with a line in the log, and the rest of the API goes on without that resource.
 */
@ConsumerType
public interface RestResource {}
