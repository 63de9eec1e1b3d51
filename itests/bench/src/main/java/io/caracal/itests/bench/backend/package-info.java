/** The servers that the broker asks about users while it is measured. */
@NullMarked
package io.caracal.itests.bench.backend;

import org.jspecify.annotations.NullMarked;
