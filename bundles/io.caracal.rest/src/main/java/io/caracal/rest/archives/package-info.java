/** Folders of archives in the data folder, for exports and backups. */
@NullMarked
package io.caracal.rest.archives;

import org.jspecify.annotations.NullMarked;
