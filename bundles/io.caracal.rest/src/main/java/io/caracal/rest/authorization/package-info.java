/** What clients may do: sources, their order, settings, rules, caches, and why something is allowed or denied. */
@NullMarked
package io.caracal.rest.authorization;

import org.jspecify.annotations.NullMarked;
