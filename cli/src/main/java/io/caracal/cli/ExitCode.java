package io.caracal.cli;

/** What the process answers to a script; numbers as in {@code sysexits.h} where that has a word for it, and as {@code caracal run} has them. */
public enum ExitCode {
    OK(0, "done"),
    UNEXPECTED(1, "unexpected"),
    NOT_RUNNING(3, "status: no broker runs on the data folder"),
    CONFLICT(4, "the broker's state does not allow it: a pinned key, something changed meanwhile, it exists already"),
    DAMAGED(5, "store check: something in the store is damaged"),
    LOST(6, "bench: a client, a message or an acknowledgement was lost"),
    USAGE(64, "wrong arguments"),
    REFUSED(65, "a value or a file is not accepted"),
    NOT_FOUND(66, "there is no such client, listener, plugin, key, file"),
    UNREACHABLE(69, "no broker answers"),
    BROKER_FAILED(70, "the broker failed at it, its log says why"),
    CANNOT_WRITE(73, "a file or folder on this machine cannot be written"),
    TRY_AGAIN(75, "the broker is too busy, locked this address out for a while, or runs where it must not"),
    NOT_PERMITTED(77, "not logged in, or not allowed to"),
    CONFIGURATION(78, "a file of contexts or certificates cannot be used");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
