/** The layers of the configuration and how they become one tree: files with their includes, environment, assignments. */
@NullMarked
package io.caracal.config.tree;

import org.jspecify.annotations.NullMarked;
