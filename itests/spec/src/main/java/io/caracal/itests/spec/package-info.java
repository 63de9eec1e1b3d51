/** The normative statements of MQTT 3.1.1 and 5.0, and the annotation by which tests name them. */
@NullMarked
package io.caracal.itests.spec;

import org.jspecify.annotations.NullMarked;
