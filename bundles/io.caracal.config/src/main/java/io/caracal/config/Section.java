package io.caracal.config;

/**
 * A section that somebody claims.
 *
 * @param path its key at the root of the tree
 * @param type the settings record
 * @param owner who claims it, for messages: a bundle's symbolic name
 */
record Section(String path, Class<? extends Record> type, String owner) {}
