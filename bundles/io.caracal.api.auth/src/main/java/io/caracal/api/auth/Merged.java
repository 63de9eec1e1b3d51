package io.caracal.api.auth;

/**
 * What became of entries that were joined to those that are there, or would become of them.
 *
 * @param added entries that there were none of
 * @param replaced entries that were there with other content
 * @param unchanged entries that were there just so
 */
public record Merged(long added, long replaced, long unchanged) {}
