/** Which broker is meant, and who asks: options, environment, contexts, or the data folder of this machine. */
@NullMarked
package io.caracal.cli.address;

import org.jspecify.annotations.NullMarked;
