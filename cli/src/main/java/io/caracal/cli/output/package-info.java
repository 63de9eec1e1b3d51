/** Tables, JSON and YAML. */
@NullMarked
package io.caracal.cli.output;

import org.jspecify.annotations.NullMarked;
