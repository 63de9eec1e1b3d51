/** Starts the assembled distribution as an operator does, and looks at what an operator sees: output, files, signals, exit codes. */
@NullMarked
package io.caracal.itests.process;

import org.jspecify.annotations.NullMarked;
