/** What the contracts of the stores say, as plainly as it can be said, and random calls to compare the store with it. */
@NullMarked
package io.caracal.store.log.model;

import org.jspecify.annotations.NullMarked;
