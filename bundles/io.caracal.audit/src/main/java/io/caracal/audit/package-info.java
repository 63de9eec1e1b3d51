/** Keeps the audit log in files: a line of JSON each record, rotated by size. */
@NullMarked
package io.caracal.audit;

import org.jspecify.annotations.NullMarked;
