/**
 * The authentication chain: owns every {@link io.caracal.api.auth.AuthenticatorFactory}, turns the section
 * {@code authentication} into live authenticators, asks them in order and fails closed.
 *
 * <p>What the path of a client reads is one immutable list of elements, replaced as a whole, and the state of each; what changes a state (factories that come
 * and go) is serialised for each element in its {@link ElementSupervisor} and never makes a client wait.
 */
@NullMarked
package io.caracal.security;

import org.jspecify.annotations.NullMarked;
