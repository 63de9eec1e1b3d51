/** What is alive in the log, in memory: sessions with their subscriptions, and for each delivery where its message is. Bodies stay in the log. */
@NullMarked
package io.caracal.store.log.index;

import org.jspecify.annotations.NullMarked;
