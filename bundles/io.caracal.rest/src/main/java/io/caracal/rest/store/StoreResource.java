package io.caracal.rest.store;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The store of sessions and retained messages. */
@Path("store")
@Describe("The store of sessions, queued and retained messages.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class StoreResource implements RestResource {
    private final StoreMaintenance store;

    /** What there is in it, and what it does. */
    public record StoreView(
            @Describe("log, on disk; or memory.") String type,

            @Describe(
                    "open; full, new messages, sessions and subscriptions are refused until there is room; or failed, nothing can be promised until the broker is started again.")
            StoreState state,

            @Describe("Why it is not open; empty if it is.") String reason,
            @Describe("fsync, os or none.") String durability,
            @Describe("Sessions that are kept.") long sessions,
            @Describe("Subscriptions of all of them.") long subscriptions,

            @Describe("Messages that wait or are in flight, counted for each session.")
            long deliveries,

            @Describe("Retained messages.") long retained,
            @Describe("Files.") long segments,
            @Describe("Bytes of all files.") long bytes,

            @Describe("Bytes in them that are still needed, estimated.")
            long liveBytes,

            @Describe("Groups of changes that became durable together, since the start.")
            long commits,

            @Describe("Changes written since the start.") long records,

            @Describe("Bytes written since the start, those that were moved included.")
            long writtenBytes,

            @Describe("Bytes written since the start to free room.")
            long movedBytes,

            @Describe("How long the last groups took to become durable; the median of some, in microseconds.")
            long commitMicros,

            @Describe("Records that could not be read at the start.")
            long damaged) {
        static StoreView of(StoreMaintenance.Stats stats) {
            return new StoreView(
                    stats.type(),
                    stats.state(),
                    stats.reason(),
                    stats.durability(),
                    stats.sessions(),
                    stats.subscriptions(),
                    stats.deliveries(),
                    stats.retained(),
                    stats.segments(),
                    stats.bytes(),
                    stats.liveBytes(),
                    stats.commits(),
                    stats.records(),
                    stats.writtenBytes(),
                    stats.movedBytes(),
                    stats.commitMicros(),
                    stats.damaged());
        }
    }

    /** What a check found. */
    public record StoreReport(
            @Describe("Files that were read.") long segments,
            @Describe("Whole records in them.") long records,
            @Describe("Bytes that were read.") long bytes,

            @Describe("File, position and what is wrong; empty if all is well.")
            List<String> problems) {}

    @Activate
    public StoreResource(@Reference StoreMaintenance store) {
        this.store = store;
    }

    /** As it is now. */
    @GET
    @Operation("Tells what there is in the store and what it does.")
    public StoreView getStore() {
        return StoreView.of(store.stats());
    }

    /** Reads all of it. */
    @POST
    @Path("check")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            value = "Reads every record that is on the disk and tells what is wrong; changes nothing.",
            description =
                    "Takes as long as reading the files of the store does. To repair, stop the broker: caracal store repair.",
            errors = ErrorCode.SERVICE_UNAVAILABLE,
            audited = false)
    public StoreReport checkStore() {
        try {
            StoreMaintenance.Report report = store.check().toCompletableFuture().get();
            return new StoreReport(report.segments(), report.records(), report.bytes(), report.problems());
        } catch (ExecutionException e) {
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the store cannot be read: " + e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the broker stops, or this interface is replaced");
        }
    }
}
