/** MQTT 3.1, 3.1.1 and 5.0: control packets as a sealed set of records, and the codec that reads and writes them. */
@Export
@Version("0.1.0")
@NullMarked
package io.caracal.mqtt;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
