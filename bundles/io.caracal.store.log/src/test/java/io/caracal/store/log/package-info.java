/** The durable store on a real folder: what it keeps, what it frees, what it says. */
@NullMarked
package io.caracal.store.log;

import org.jspecify.annotations.NullMarked;
