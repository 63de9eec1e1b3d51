/** Reading the log: at start, and by the tools that work without a broker. Needs neither OSGi nor a logger. */
@NullMarked
package io.caracal.store.log.recovery;

import org.jspecify.annotations.NullMarked;
