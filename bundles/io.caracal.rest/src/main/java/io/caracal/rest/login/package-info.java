/** Who calls: users, passwords, tokens, API keys, and the local credential. */
@NullMarked
package io.caracal.rest.login;

import org.jspecify.annotations.NullMarked;
