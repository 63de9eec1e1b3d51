/** The conditions under which elements of an authentication chain are asked: a small language without loops, effects and failures. */
@NullMarked
package io.caracal.security.precondition;

import org.jspecify.annotations.NullMarked;
