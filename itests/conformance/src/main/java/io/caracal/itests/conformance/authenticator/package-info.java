/** A plugin that the tests install: an authenticator whose decisions a client chooses by what it sends. */
@NullMarked
package io.caracal.itests.conformance.authenticator;

import org.jspecify.annotations.NullMarked;
