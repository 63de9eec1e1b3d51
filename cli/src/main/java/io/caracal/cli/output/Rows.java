package io.caracal.cli.output;

import io.caracal.cli.json.Node;

/** Takes the elements of a list one by one. What is not ended, because reading broke off, is left unfinished so that no script takes it for the whole. */
public interface Rows {
    void row(Node element);

    /** Says that a page is complete: a good time to write. */
    void endOfPage();

    /** Says that the list is complete. */
    void end();
}
