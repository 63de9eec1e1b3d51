package io.caracal.api.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * This broker and the process that it runs in.
 *
 * @param name of the node, {@code caracal@127.0.0.1}
 * @param version of the broker
 * @param edition of the broker
 * @param startedAt when it was ready for connections
 * @param uptime since then, by a clock that does not jump
 * @param java version and vendor of the Java runtime
 * @param os name, version and architecture of the operating system
 * @param eventLoops how many event loops serve connections
 * @param transport {@code epoll} or {@code nio}
 * @param connections sessions, with a connection or without, as EMQX users know the word
 * @param liveConnections clients that are connected
 * @param memory of the process
 * @param load of the machine, average of the last minute; empty where the system does not tell
 * @param processors that the process may use
 * @param openFiles file descriptors in use; empty where the system does not tell
 * @param maxFiles file descriptors that the process may use; empty where the system does not tell
 * @param home folder of the distribution
 * @param data folder of what the broker keeps
 */
public record NodeInfo(
        String name,
        String version,
        String edition,
        Instant startedAt,
        Duration uptime,
        String java,
        String os,
        int eventLoops,
        String transport,
        long connections,
        long liveConnections,
        Memory memory,
        OptionalDouble load,
        int processors,
        OptionalLong openFiles,
        OptionalLong maxFiles,
        Path home,
        Path data) {

    /**
     * Memory in bytes.
     *
     * @param heapUsed objects, those that are not collected yet included
     * @param heapCommitted what the heap has from the system
     * @param heapMax what it may have
     * @param direct buffers outside of the heap
     * @param nonHeap classes and compiled code
     */
    public record Memory(long heapUsed, long heapCommitted, long heapMax, long direct, long nonHeap) {}
}
