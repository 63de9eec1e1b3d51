/** What is done to a data folder while no broker runs on it. */
@NullMarked
package io.caracal.cli.offline;

import org.jspecify.annotations.NullMarked;
