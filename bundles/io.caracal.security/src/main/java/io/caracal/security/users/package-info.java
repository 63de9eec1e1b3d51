/** Users that authenticators keep on the broker's disk. */
@NullMarked
package io.caracal.security.users;

import org.jspecify.annotations.NullMarked;
