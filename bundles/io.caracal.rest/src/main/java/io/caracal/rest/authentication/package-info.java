/** The authentication chains: of the broker and of listeners, their elements, users and what they would decide. */
@NullMarked
package io.caracal.rest.authentication;

import org.jspecify.annotations.NullMarked;
