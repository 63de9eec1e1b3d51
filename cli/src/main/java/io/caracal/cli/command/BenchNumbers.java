package io.caracal.cli.command;

import io.caracal.cli.CliException;
import io.caracal.cli.ExitCode;

/** What is no number that makes sense is refused before anything is connected. */
final class BenchNumbers {
    private BenchNumbers() {}

    static void check(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "%s: given is %s, expected a number from %s to %s."
                            .formatted(option, text(value), text(least), text(most)));
        }
    }

    private static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
