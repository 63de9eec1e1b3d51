package io.caracal.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list. */
final class PageOptions {
    private static final int LIMIT = 100;
    /** Few requests, for the broker allows only so many a second, and still little at a time. */
    private static final int LIMIT_OF_ALL = 1000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many a page, 1 to 10000 (default: 100; with --all 1000).")
    private @Nullable Integer limit;

    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "Which page (default: 1).")
    private int page;

    @Option(names = "--all", description = "All pages, one after the other, from --page on.")
    private boolean all;

    int limit() {
        if (limit != null) {
            return limit;
        }
        return all ? LIMIT_OF_ALL : LIMIT;
    }

    int page() {
        return page;
    }

    boolean all() {
        return all;
    }
}
