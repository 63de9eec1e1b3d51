package io.caracal.rest;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.ErrorCode;
import io.caracal.api.rest.Operation;
import io.caracal.api.rest.RestCall;
import io.caracal.api.rest.RestException;
import io.caracal.api.rest.RestResource;
import io.caracal.rest.server.ServerCertificate;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The certificate with which this API is reached over HTTPS. */
@Path("dashboard/certificate")
@Describe("The REST API's own listeners.")
@Produces(MediaType.APPLICATION_JSON)
public final class CertificateResource implements RestResource {
    private final Supplier<Optional<ServerCertificate>> certificate;

    /** What is in force. */
    public record CertificateInfo(
            String subject,
            String issuer,

            @Describe("In hexadecimal.") String serialNumber,

            Instant notBefore,
            Instant notAfter,
            @Describe("The file it was read from.") String certfile,
            @Describe("The file of its key.") String keyfile,
            @Describe("When it was taken up.") Instant since,

            @Describe("Why the files, which have changed since, could not be taken up.")
            Optional<String> problem) {}

    CertificateResource(Supplier<Optional<ServerCertificate>> certificate) {
        this.certificate = certificate;
    }

    /** Which it is. */
    @GET
    @Operation(value = "Shows the certificate of the listener for HTTPS.", errors = ErrorCode.NOT_FOUND)
    public CertificateInfo getDashboardCertificate() {
        return info(open().state());
    }

    /** The files as they are now. */
    @POST
    @Path("reload")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            value = "Reads certificate and key from their files now, without waiting for the next look at them.",
            description =
                    "Connections that are open stay. If the files cannot be used, the certificate in force stays.",
            errors = {ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})
    public CertificateInfo reloadDashboardCertificate(@Context RestCall call) {
        ServerCertificate shown = open();
        CertificateInfo before = info(shown.state());
        try {
            CertificateInfo after = info(shown.reload());
            call.changed(before, after);
            return after;
        } catch (IOException e) {
            throw new RestException(
                    ErrorCode.CONFLICT,
                    e.getMessage() + "; the certificate of before stays in force until " + before.notAfter());
        }
    }

    private ServerCertificate open() {
        return certificate
                .get()
                .orElseThrow(() -> RestException.notFound(
                        "there is no listener for HTTPS; dashboard.listeners.https.enable = true opens one"));
    }

    private static CertificateInfo info(ServerCertificate.State state) {
        X509Certificate shown = state.certificate();
        return new CertificateInfo(
                shown.getSubjectX500Principal().getName(),
                shown.getIssuerX500Principal().getName(),
                shown.getSerialNumber().toString(16),
                shown.getNotBefore().toInstant(),
                shown.getNotAfter().toInstant(),
                state.certfile().toString(),
                state.keyfile().toString(),
                state.since(),
                Optional.of(state.problem()).filter(text -> !text.isEmpty()));
    }
}
