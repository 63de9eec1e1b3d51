package io.caracal.security;

/** What serves an element, and ends when another takes over. */
interface Retirable {
    /** Lets nobody in any more, waits for who is inside, then closes; all of it in bounded time. */
    void retire();
}
