/** Who may not connect: asked before the authentication chain, kept on disk. */
@NullMarked
package io.caracal.security.banned;

import org.jspecify.annotations.NullMarked;
