/** Settings records: what they declare, and how a tree is bound to them, strictly. Knows neither files nor OSGi. */
@NullMarked
package io.caracal.config.settings;

import org.jspecify.annotations.NullMarked;
