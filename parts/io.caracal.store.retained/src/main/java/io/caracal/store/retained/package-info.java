/** Retained messages in memory, by topic: what a store holds, whether it also keeps them elsewhere or not. */
@NullMarked
package io.caracal.store.retained;

import org.jspecify.annotations.NullMarked;
