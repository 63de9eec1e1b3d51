/** Hashes of passwords: what the algorithms compute, and where it is computed. */
@NullMarked
package io.caracal.security.password;

import org.jspecify.annotations.NullMarked;
