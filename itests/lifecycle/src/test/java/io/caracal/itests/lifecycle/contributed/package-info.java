/** A bundle as a vendor makes it, with a resource for the REST API. */
@NullMarked
package io.caracal.itests.lifecycle.contributed;

import org.jspecify.annotations.NullMarked;
