package io.caracal.cli.command;

import picocli.CommandLine.Option;

/** Which part of a list. */
final class PageOptions {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many a page, 1 to 10000 (default: 100).")
    private int limit;

    @Option(names = "--page", paramLabel = "N", defaultValue = "1", description = "Which page (default: 1).")
    private int page;

    @Option(names = "--all", description = "All pages, one after the other, from --page on.")
    private boolean all;

    int limit() {
        return limit;
    }

    int page() {
        return page;
    }

    boolean all() {
        return all;
    }
}
