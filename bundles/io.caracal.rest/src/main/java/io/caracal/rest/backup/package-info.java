/** Backups: everything that the broker keeps, as one file, while it runs. */
@NullMarked
package io.caracal.rest.backup;

import org.jspecify.annotations.NullMarked;
