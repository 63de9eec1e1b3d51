package io.caracal.rest.backup;

import io.caracal.api.broker.Node;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import io.caracal.api.store.KeptFiles;
import io.caracal.api.store.StoreMaintenance;
import io.caracal.api.store.StoreSettings;
import io.caracal.archive.Manifest;
import io.caracal.archive.Origin;
import io.caracal.rest.archives.ArchiveFolder;
import io.caracal.rest.archives.Download;
import io.caracal.rest.archives.FileView;
import io.caracal.rest.archives.OneAtATime;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Backups of everything that the broker keeps. They are restored by the command line, while no broker runs. */
@Path("backups")
@Describe("Backups of everything that the broker keeps, made while it runs.")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class BackupsResource implements RestResource {
    private static final String FOLDER = "backups";
    private static final int MOST_KEPT = 10_000;

    private final java.nio.file.Path configFile;
    private final Node node;
    private final Configuration configuration;
    private final ConfigurationAdministration administration;
    private final StoreMaintenance store;
    private final ArchiveFolder folder;
    private final List<KeptFiles> kept = new CopyOnWriteArrayList<>();
    private final OneAtATime one = new OneAtATime("a backup");

    /** A backup that was made. */
    public record Backup(
            @Describe("Its name.") String filename,
            @Describe("Bytes.") long size,
            @Describe("When it was made.") Instant createdAt,
            @Describe("How many files are in it.") long files,
            @Describe("Bytes of those.") long bytes,

            @Describe("Names of older backups that were deleted.")
            List<String> deleted) {}

    @Activate
    public BackupsResource(
            BundleContext context,
            @Reference Node node,
            @Reference Configuration configuration,
            @Reference ConfigurationAdministration administration,
            @Reference StoreMaintenance store) {
        String file = context.getProperty("caracal.config.file");
        if (file == null) {
            throw new IllegalStateException(
                    "the framework property caracal.config.file is not set; the launcher sets it");
        }
        this.configFile = java.nio.file.Path.of(file);
        this.node = node;
        this.configuration = configuration;
        this.administration = administration;
        this.store = store;
        this.folder = new ArchiveFolder(node.info().data().resolve(FOLDER), "caracal-backup");
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addKeptFiles(KeptFiles files) {
        kept.add(files);
    }

    void removeKeptFiles(KeptFiles files) {
        kept.remove(files);
    }

    /** While everything goes on. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            value = "Makes a backup of everything that the broker keeps, while it goes on.",
            description =
                    "It holds all that was acknowledged before this was called. The answer comes when the file is whole and on the disk, in the folder backups of the data folder.",
            errors = ErrorCode.CONFLICT)
    public Backup createBackup(
            @QueryParam("keep")
                    @DefaultValue("0")
                    @Describe(
                            value =
                                    "How many backups, this one included, are kept: older ones are deleted when it is made. 0 for all.",
                            min = 0,
                            max = MOST_KEPT)
                    int keep,
            @Context RestCall call) {
        Backup made = one.run(() -> {
            folder.sweep();
            long floor =
                    configuration.section(StoreSettings.class).minFreeSpace().value();
            java.nio.file.Path file = folder.fresh(Instant.now());
            Manifest manifest = new BackupMaker(
                            node.info().data(),
                            ConfigurationFiles.of(configFile, administration.read("")),
                            folder,
                            List.copyOf(kept),
                            store,
                            floor)
                    .make(file, new Origin(node.info().version(), node.info().name(), Instant.now()));
            List<String> deleted = keep == 0 ? List.of() : prune(keep);
            ArchiveFolder.Entry entry = folder.entry(String.valueOf(file.getFileName()));
            return new Backup(
                    entry.name(),
                    entry.size(),
                    entry.createdAt(),
                    manifest.contents().size(),
                    manifest.bytes(),
                    deleted);
        });
        call.changed(null, made);
        return made;
    }

    private List<String> prune(int keep) throws IOException {
        List<String> old = folder.all().stream()
                .skip(keep)
                .map(ArchiveFolder.Entry::name)
                .filter(name -> name.startsWith("caracal-backup-"))
                .toList();
        for (String name : old) {
            folder.delete(name);
        }
        return old;
    }

    /** All of them. */
    @GET
    @Operation("Lists the backups, the newest first.")
    public Page<FileView> listBackups(
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Which page.", min = 1) int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "Most elements of a page.", min = 1, max = Page.MAX_LIMIT)
                    int limit)
            throws IOException {
        return FileView.page(folder, node.info().name(), page, limit);
    }

    /** To keep it elsewhere. */
    @GET
    @Path("{filename}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Access(Role.ADMINISTRATOR)
    @Operation(
            value = "Fetches a backup.",
            description = "It holds everything, secrets included: keep it as safe as the broker itself.",
            returns = InputStream.class,
            errors = ErrorCode.NOT_FOUND)
    public Response getBackup(
            @PathParam("filename") @Describe(value = "Its name.", example = "example.zip") String filename)
            throws IOException {
        return Download.of(folder, filename);
    }

    /** Away with it. */
    @DELETE
    @Path("{filename}")
    @Operation(value = "Deletes a backup.", errors = ErrorCode.NOT_FOUND)
    public void deleteBackup(
            @PathParam("filename") @Describe(value = "Its name.", example = "example.zip") String filename,
            @Context RestCall call)
            throws IOException {
        FileView before = FileView.of(folder.entry(filename), node.info().name());
        folder.delete(filename);
        call.changed(before, null);
    }
}
