/** What administrators see of the store, and do with it. */
@NullMarked
package io.caracal.rest.store;

import org.jspecify.annotations.NullMarked;
