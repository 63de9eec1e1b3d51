/**
 * Real servers for tests. Each is started by the test that needs it, on loopback, on a port that was free, with a temporary folder, and
 * ended by its process. Where a server is not installed, {@code assume…} skips the test and says which package is missing; the script
 * {@code verify} installs them.
 */
@NullMarked
package io.caracal.itests.servers;

import org.jspecify.annotations.NullMarked;
