/** A broker for black-box tests: the assembled distribution, started as an operator starts it, in a process of its own. */
@NullMarked
package io.caracal.itests.support;

import org.jspecify.annotations.NullMarked;
