package io.caracal.rest.data;

import io.caracal.api.auth.RuleDatabase;
import io.caracal.api.auth.UserDatabases;
import io.caracal.api.broker.Banned;
import io.caracal.api.broker.Node;
import io.caracal.api.config.Configuration;
import io.caracal.api.config.ConfigurationAdministration;
import io.caracal.api.rest.Access;
import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.LargeBody;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.Page;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.api.rest.Role;
import io.caracal.api.store.RetainedStore;
import io.caracal.api.store.StoreSettings;
import io.caracal.archive.Archive;
import io.caracal.archive.ArchiveException;
import io.caracal.archive.Kind;
import io.caracal.archive.Origin;
import io.caracal.rest.DashboardSettings;
import io.caracal.rest.archives.ArchiveFolder;
import io.caracal.rest.archives.Download;
import io.caracal.rest.archives.FileView;
import io.caracal.rest.archives.OneAtATime;
import io.caracal.rest.json.Json;
import io.caracal.rest.login.Accounts;
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
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import tools.jackson.databind.json.JsonMapper;

/** Takes chosen sections from one broker to another, as files. */
@Path("data")
@Describe("Export and import of configuration, users, rules, bans and retained messages, as files of the broker.")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Component(service = RestResource.class)
public final class DataResource implements RestResource {
    private static final String FOLDER = "exports";
    private static final long ROOM = 16L << 20;

    private final Sections sections;
    private final ArchiveFolder folder;
    private final Configuration configuration;
    private final Node node;
    private volatile @Nullable Accounts accounts;
    private final OneAtATime one = new OneAtATime("an export or import");

    /** What is to be exported. */
    public record ExportWish(
            @Describe(value = "Which sections; all if nothing is said.", example = "[\"banned\"]")
            Optional<List<SectionName>> sections,

            @Describe(
                    "Whether secrets of the configuration are written in the clear, so that the file can be imported elsewhere; else they are masked. Hashes of passwords and digests of keys always are in the file.")
            Optional<Boolean> secrets) {}

    /** What is to be imported. */
    public record ImportWish(
            @Describe(value = "A file of /data/files.", example = "caracal-export-2026-11-23-08-00-00.000.zip")
            String filename,

            @Describe(value = "Which sections; all that the file has if nothing is said.", example = "[\"banned\"]")
            Optional<List<SectionName>> sections,

            @Describe("For the sake of those who know EMQX; the name of this node, or nothing.")
            Optional<String> node) {}

    /** What became of an import, or would become of it. */
    public record ImportReport(
            @Describe("The file.") String filename,

            @Describe("Whether anything was changed; false for a dry run.")
            boolean applied,

            @Describe("Section by section.") List<SectionReport> sections) {}

    /** A file from elsewhere, as a form. */
    public record FileForm(
            @Describe("The file, sent with a file name.") InputStream filename,
            @Nullable String name) implements Closeable {
        @Override
        public void close() throws IOException {
            filename.close();
        }
    }

    @Activate
    public DataResource(
            @Reference Node node,
            @Reference Configuration configuration,
            @Reference ConfigurationAdministration administration,
            @Reference UserDatabases users,
            @Reference RuleDatabase rules,
            @Reference Banned banned,
            @Reference RetainedStore retained) {
        JsonMapper mapper = Json.mapper();
        this.node = node;
        this.configuration = configuration;
        this.folder = new ArchiveFolder(node.info().data().resolve(FOLDER), "caracal-export");
        this.sections = new Sections(List.of(
                new AuthenticationUsersSection(users, mapper),
                new AuthorizationRulesSection(rules, mapper),
                new BannedSection(banned, mapper),
                new RetainedSection(retained, administration, mapper, InstantSource.system()),
                new ApiKeysSection(this::accounts, mapper),
                new RestUsersSection(this::accounts, mapper),
                new ConfigurationSection(administration)));
    }

    /** They come when this bundle has opened its server. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAccounts(Accounts known) {
        accounts = known;
    }

    void unsetAccounts(Accounts gone) {
        if (accounts == gone) {
            accounts = null;
        }
    }

    private Accounts accounts() {
        Accounts known = accounts;
        if (known == null) {
            throw new RestException(ErrorCode.SERVICE_UNAVAILABLE, "the API has just begun or ends; try again");
        }
        return known;
    }

    /** Makes a file. */
    @POST
    @Path("export")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            value = "Writes sections into a new file of /data/files.",
            description = "The file holds hashes of passwords: whoever has it can try passwords on them.",
            errors = ErrorCode.CONFLICT)
    public FileView exportData(@Nullable ExportWish wish, @Context RestCall call) {
        ExportWish wanted = wish == null ? new ExportWish(Optional.empty(), Optional.empty()) : wish;
        FileView made = one.run(() -> {
            folder.sweep();
            folder.checkSpace(
                    ROOM,
                    configuration.section(StoreSettings.class).minFreeSpace().value());
            java.nio.file.Path file = folder.fresh(Instant.now());
            new Export(sections.wanted(wanted.sections()), origin())
                    .write(file, wanted.secrets().orElse(false));
            return view(String.valueOf(file.getFileName()));
        });
        call.changed(null, made);
        return made;
    }

    private Origin origin() {
        return new Origin(node.info().version(), node.info().name(), Instant.now());
    }

    private FileView view(String name) throws IOException {
        return FileView.of(folder.entry(name), node.info().name());
    }

    /** All files. */
    @GET
    @Path("files")
    @Operation("Lists the files, the newest first.")
    public Page<FileView> listDataFiles(
            @QueryParam("page") @DefaultValue("1") @Describe(value = "Which page.", min = 1) int page,
            @QueryParam("limit")
                    @DefaultValue("100")
                    @Describe(value = "Most elements of a page.", min = 1, max = Page.MAX_LIMIT)
                    int limit)
            throws IOException {
        return FileView.page(folder, node.info().name(), page, limit);
    }

    /** To take elsewhere. */
    @GET
    @Path("files/{filename}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Access(Role.ADMINISTRATOR)
    @Operation(value = "Fetches a file.", returns = InputStream.class, errors = ErrorCode.NOT_FOUND)
    public Response getDataFile(
            @PathParam("filename") @Describe(value = "Its name.", example = "example.zip") String filename)
            throws IOException {
        return Download.of(folder, filename);
    }

    /** Away with it. */
    @DELETE
    @Path("files/{filename}")
    @Operation(value = "Deletes a file.", errors = ErrorCode.NOT_FOUND)
    public void deleteDataFile(
            @PathParam("filename") @Describe(value = "Its name.", example = "example.zip") String filename,
            @Context RestCall call)
            throws IOException {
        FileView before = view(filename);
        folder.delete(filename);
        call.changed(before, null);
    }

    /** From elsewhere. */
    @POST
    @Path("files")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @LargeBody
    @Operation(
            value = "Takes a file from elsewhere; it is checked, and not imported yet.",
            errors = {ErrorCode.ALREADY_EXISTS, ErrorCode.CONTENT_TOO_LARGE, ErrorCode.CONFLICT})
    public FileView uploadDataFile(
            InputStream content,
            @QueryParam("filename") @Describe(value = "Its name.", example = "example.zip") @Nullable String filename,
            @Context RestCall call) {
        if (filename == null) {
            throw RestException.badRequest("filename: none was given, expected ?filename=NAME.zip");
        }
        return take(filename, content, call);
    }

    /** From elsewhere, as browsers and curl send it. */
    @POST
    @Path("files")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @LargeBody
    @Operation(
            value = "Takes a file from elsewhere as the part \"filename\" of a form.",
            description =
                    "curl -F name=NAME.zip -F filename=@FILE; the part \"name\" comes first, a name is made if it is absent.",
            errors = {ErrorCode.ALREADY_EXISTS, ErrorCode.CONTENT_TOO_LARGE, ErrorCode.CONFLICT})
    public FileView uploadDataFileForm(FileForm form, @Context RestCall call) throws IOException {
        String given = form.name();
        String name = given == null ? String.valueOf(folder.fresh(Instant.now()).getFileName()) : given;
        return take(name, form.filename(), call);
    }

    private FileView take(String name, InputStream content, RestCall call) {
        ArchiveFolder.checked(name);
        FileView taken = one.run(() -> {
            folder.checkSpace(
                    configuration
                            .section(DashboardSettings.class)
                            .maxImportSize()
                            .value(),
                    0);
            new Uploads(folder, configuration).take(name, content);
            return view(name);
        });
        call.changed(null, taken);
        return taken;
    }

    /** Joins a file to what is there. */
    @POST
    @Path("import")
    @Operation(
            value = "Joins the sections of a file to what is there.",
            description =
                    "Entries of the same name are replaced, others stay. All sections are checked before anything is changed; each is then applied as a whole or not at all.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED, ErrorCode.CONFLICT})
    public ImportReport importData(
            ImportWish wish,
            @QueryParam("dry_run") @DefaultValue("false") @Describe("Tell what would happen, and do nothing.")
                    boolean dryRun,
            @Context RestCall call) {
        wish.node().filter(name -> !name.equals(node.info().name())).ifPresent(name -> {
            throw RestException.notFound("there is no node " + name);
        });
        java.nio.file.Path file = folder.get(wish.filename());
        ImportReport report = one.run(() -> {
            try (Archive archive = Archive.open(file)) {
                archive.verify();
                if (archive.manifest().kind() != Kind.EXPORT) {
                    throw RestException.badRequest("filename: " + wish.filename() + " is no export");
                }
                return imported(archive, wish, dryRun, call);
            } catch (ArchiveException e) {
                throw RestException.badRequest("filename: " + e.getMessage());
            }
        });
        call.changed(null, report);
        return report;
    }

    private ImportReport imported(Archive archive, ImportWish wish, boolean dryRun, RestCall call) throws IOException {
        boolean byKey = call.actor().startsWith("api_key:");
        Import work = new Import(
                archive,
                sections.of(archive, wish.sections(), byKey),
                new DataSection.Who(call.actor(), call.sourceAddress()));
        List<SectionReport> found = work.check();
        checkAll(found, ErrorCode.BAD_REQUEST, "nothing was imported: ");
        if (dryRun) {
            return new ImportReport(wish.filename(), false, found);
        }
        List<SectionReport> done = work.apply();
        checkAll(done, ErrorCode.INTERNAL_ERROR, "not everything was imported: ");
        return new ImportReport(wish.filename(), true, done);
    }

    private static void checkAll(List<SectionReport> reports, ErrorCode code, String what) {
        List<String> problems = reports.stream()
                .filter(report -> !report.isGood())
                .map(report -> report.section() + ": " + report.problem())
                .toList();
        if (!problems.isEmpty()) {
            throw new RestException(code, what + String.join("; ", problems), Map.of("sections", reports));
        }
    }
}
