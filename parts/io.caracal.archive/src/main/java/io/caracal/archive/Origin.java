package io.caracal.archive;

import java.time.Instant;

/**
 * Where an archive comes from.
 *
 * @param caracal version of the broker that wrote it
 * @param node its name
 * @param created when
 */
public record Origin(String caracal, String node, Instant created) {}
