/** What clients did and saw, and what of it a broker may not do that has promised durability. Knows no network. */
@NullMarked
package io.caracal.itests.crash.history;

import org.jspecify.annotations.NullMarked;
