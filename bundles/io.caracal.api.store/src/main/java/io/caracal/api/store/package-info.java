/** What the broker keeps beyond a connection: sessions with their queues, and retained messages. All answers are asynchronous, so that a store may be a disk or another node. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
