/** Sessions and retained messages in memory: they outlive connections and a restart of the core, not the process. */
@NullMarked
package io.caracal.store.memory;

import org.jspecify.annotations.NullMarked;
