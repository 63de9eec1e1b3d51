package io.caracal.archive;

/**
 * A file in an archive.
 *
 * @param name relative, with slashes
 * @param size bytes
 * @param sha256 of the bytes, 64 hexadecimal digits
 */
public record Content(String name, long size, String sha256) {}
