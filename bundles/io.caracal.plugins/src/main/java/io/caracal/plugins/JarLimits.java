package io.caracal.plugins;

/**
 * What a jar may cost before it is looked at any further.
 *
 * @param fileBytes the size of the file
 * @param unpackedBytes the size of all its entries together, unpacked
 * @param entries how many entries
 */
record JarLimits(long fileBytes, long unpackedBytes, int entries) {}
