package io.caracal.plugins.samples;

/** A component that cannot be activated. */
public final class Thrower {
    public Thrower() {
        throw new IllegalStateException("no database at 127.0.0.1:3306");
    }
}
