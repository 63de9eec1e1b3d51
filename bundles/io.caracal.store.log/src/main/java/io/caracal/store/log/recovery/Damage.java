package io.caracal.store.log.recovery;

/**
 * A part of a file that cannot be read.
 *
 * @param file its name
 * @param position where it begins
 * @param bytes how long it is
 * @param what what is wrong
 */
public record Damage(String file, long position, long bytes, String what) {
    static Damage of(String file, long from, long to, String what) {
        return new Damage(file, from, to - from, what);
    }

    static Damage hole(String file, long from, long to) {
        return of(file, from, to, "no record can be read here");
    }

    @Override
    public String toString() {
        return file + " at " + position + ": " + what + " (" + bytes + " bytes)";
    }
}
