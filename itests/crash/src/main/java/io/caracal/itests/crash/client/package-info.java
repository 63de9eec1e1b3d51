/** Clients that go on after the broker has died: of libraries, and one of our own that shows every packet. */
@NullMarked
package io.caracal.itests.crash.client;

import org.jspecify.annotations.NullMarked;
