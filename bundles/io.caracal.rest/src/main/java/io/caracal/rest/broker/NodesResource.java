package io.caracal.rest.broker;

import io.caracal.api.broker.Node;
import io.caracal.api.broker.NodeInfo;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The nodes; there is one, as long as there is no cluster. */
@Path("nodes")
@Describe("The broker's nodes: what they are, what there is in them, what they have done.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class NodesResource implements RestResource {
    private final Node node;

    @Activate
    public NodesResource(@Reference Node node) {
        this.node = node;
    }

    /** A node. */
    public record NodeView(
            @Describe("Its name.") String node,
            @Describe("running") String nodeStatus,
            @Describe("The version of the broker.") String version,
            @Describe("The edition of the broker.") String edition,
            @Describe("When it was ready for connections.") Instant startedAt,
            @Describe("Milliseconds since then.") long uptime,
            @Describe("The Java runtime.") String java,
            @Describe("The operating system.") String os,
            @Describe("Event loops that serve connections.") int eventLoops,
            @Describe("epoll or nio.") String transport,

            @Describe("Sessions, with a connection or without.")
            long connections,

            @Describe("Clients that are connected.") long liveConnections,

            @Describe("Bytes of the heap in use, objects that are not collected yet included.")
            long memoryUsed,

            @Describe("The most bytes that the heap may have.")
            long memoryTotal,

            @Describe("Bytes that the heap has from the system.")
            long memoryCommitted,

            @Describe("Bytes of buffers outside of the heap.")
            long memoryDirect,

            @Describe("Bytes of classes and compiled code.") long memoryNonHeap,

            @Describe("Load of the machine, average of the last minute.") @Nullable
            Double load1,

            @Describe("Processors that the process may use.")
            int processors,

            @Describe("File descriptors in use.") @Nullable Long openFds,

            @Describe("File descriptors that the process may use.") @Nullable
            Long maxFds,

            @Describe("Folder of the distribution.") String sysPath,
            @Describe("Folder of what the broker keeps.") String dataPath,
            @Describe("core") String role) {
        static NodeView of(NodeInfo info) {
            return new NodeView(
                    info.name(),
                    "running",
                    info.version(),
                    info.edition(),
                    info.startedAt(),
                    info.uptime().toMillis(),
                    info.java(),
                    info.os(),
                    info.eventLoops(),
                    info.transport(),
                    info.connections(),
                    info.liveConnections(),
                    info.memory().heapUsed(),
                    info.memory().heapMax(),
                    info.memory().heapCommitted(),
                    info.memory().direct(),
                    info.memory().nonHeap(),
                    info.load().isPresent() ? info.load().getAsDouble() : null,
                    info.processors(),
                    info.openFiles().isPresent() ? info.openFiles().getAsLong() : null,
                    info.maxFiles().isPresent() ? info.maxFiles().getAsLong() : null,
                    info.home().toString(),
                    info.data().toString(),
                    "core");
        }
    }

    /** All. */
    @GET
    @Operation("Lists nodes.")
    public List<NodeView> listNodes() {
        return List.of(NodeView.of(node.info()));
    }

    /** One. */
    @GET
    @Path("{node}")
    @Operation(value = "Shows a node.", errors = ErrorCode.NOT_FOUND)
    public NodeView getNode(
            @PathParam("node") @Describe(value = "Its name.", example = "caracal@127.0.0.1") String name) {
        return NodeView.of(named(name));
    }

    private NodeInfo named(String name) {
        NodeInfo info = node.info();
        if (!info.name().equals(name)) {
            throw RestException.notFound("there is no node \"" + name + "\", only \"" + info.name() + "\"");
        }
        return info;
    }

    /** What there is in one. */
    @GET
    @Path("{node}/stats")
    @Operation(
            value = "Tells how much there is of what in a node, now (.count) and at most (.max).",
            errors = ErrorCode.NOT_FOUND)
    public SortedMap<String, Long> getNodeStats(
            @PathParam("node") @Describe(value = "Its name.", example = "caracal@127.0.0.1") String name) {
        NodeInfo unused = named(name);
        return node.stats();
    }

    /** What one has done. */
    @GET
    @Path("{node}/metrics")
    @Operation(value = "Tells what a node has counted since its start.", errors = ErrorCode.NOT_FOUND)
    public SortedMap<String, Long> getNodeMetrics(
            @PathParam("node") @Describe(value = "Its name.", example = "caracal@127.0.0.1") String name) {
        NodeInfo unused = named(name);
        return node.metrics();
    }
}
