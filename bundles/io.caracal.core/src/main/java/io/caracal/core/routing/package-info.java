/**
 * Who receives a message: topic filters and their subscribers, made for reading. Publishing never takes a lock; a change of a
 * subscription costs as much as its filter has levels, however many others there are.
 */
@NullMarked
package io.caracal.core.routing;

import org.jspecify.annotations.NullMarked;
