/** Benchmarks of single parts: what they cost alone, and how that grows. The system as a whole is measured elsewhere. */
@NullMarked
package io.caracal.itests.bench;

import org.jspecify.annotations.NullMarked;
