/** The sources of authorization that are part of the broker: rules in a file, rules on the broker's disk. */
@NullMarked
package io.caracal.security.rules;

import org.jspecify.annotations.NullMarked;
