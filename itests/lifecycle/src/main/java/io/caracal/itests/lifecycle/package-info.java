/**
 * The test kit for hot bundles. A bundle joins with one line in {@link io.caracal.itests.lifecycle.HotBundles}, and a
 * {@link io.caracal.itests.lifecycle.Usage} that says how one sees that it works; {@link io.caracal.itests.lifecycle.HotLifecycle}
 * does the rest against the assembled distribution.
 */
@NullMarked
package io.caracal.itests.lifecycle;

import org.jspecify.annotations.NullMarked;
