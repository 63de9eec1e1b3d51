/**
 * Archives: one zip file with a manifest of sizes and digests, which backups and exports are. This package belongs to no bundle of its own; the
 * REST API and the command line carry it inside.
 */
@NullMarked
package io.caracal.archive;

import org.jspecify.annotations.NullMarked;
