package io.caracal.launcher;

/** What the process answers to whoever started it, after the convention of {@code sysexits.h} where that has a word for it. */
enum ExitCode {
    OK(0),
    UNEXPECTED(1),
    USAGE(64),
    CANNOT_BIND(69),
    DATA_FOLDER(73),
    ALREADY_RUNNING(75),
    CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
