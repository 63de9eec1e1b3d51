package io.caracal.core;

/**
 * The listener that a connection came in by.
 *
 * @param id {@code tcp:default}
 */
public record ListenerInfo(String id) {}
