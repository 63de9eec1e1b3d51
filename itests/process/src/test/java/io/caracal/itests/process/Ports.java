package io.caracal.itests.process;

/** Arguments that keep brokers of tests out of each other's way, and of the one that may run on this machine. */
final class Ports {
    static final String[] FREE = {};

    private Ports() {}
}
