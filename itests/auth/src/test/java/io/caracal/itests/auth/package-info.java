/** Who gets in and who may do what: the assembled distribution with real back ends. */
@NullMarked
package io.caracal.itests.auth;

import org.jspecify.annotations.NullMarked;
