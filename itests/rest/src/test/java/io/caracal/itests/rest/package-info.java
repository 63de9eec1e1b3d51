/** Black-box tests of the REST API: one class for each group of routes; {@link io.caracal.itests.rest.RestBroker} is what they all start with. */
@NullMarked
package io.caracal.itests.rest;

import org.jspecify.annotations.NullMarked;
