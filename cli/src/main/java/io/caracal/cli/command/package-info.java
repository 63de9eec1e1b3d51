/** The commands: one class a group, one method a command. */
@NullMarked
package io.caracal.cli.command;

import org.jspecify.annotations.NullMarked;
