package io.caracal.transport.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proof that a certificate is not revoked, as its authority's responder gave it last (RFC 6960). */
final class Staple {
    private static final Logger LOG = LoggerFactory.getLogger(Staple.class);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final long SECOND_TRY = TimeUnit.SECONDS.toNanos(30);

    private final X509Certificate certificate;
    private final X509Certificate issuer;
    private final URI responder;
    private final OcspSettings settings;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile byte @Nullable [] response;
    private volatile long due = System.nanoTime();

    Staple(X509Certificate certificate, X509Certificate issuer, URI responder, OcspSettings settings) {
        this.certificate = certificate;
        this.issuer = issuer;
        this.responder = responder;
        this.settings = settings;
    }

    /** What is shown to clients that ask for it; null if there is nothing to show. */
    byte @Nullable [] response() {
        return response;
    }

    /** Asks the responder, in the background, if it is time. */
    void look() {
        if (System.nanoTime() - due >= 0 && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("caracal-ocsp").start(this::ask);
        }
    }

    private void ask() {
        long interval = settings.refreshInterval().toNanos();
        try {
            byte[] answer = fetch();
            check(answer);
            response = answer;
            due = System.nanoTime() + interval;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.warn(
                    "certificate=\"{}\" no proof to staple from {}: {}",
                    certificate.getSubjectX500Principal(),
                    responder,
                    e.getMessage());
            forgetWhatDoesNotHold();
            due = System.nanoTime() + Math.min(interval, SECOND_TRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asking.set(false);
        }
    }

    private byte[] fetch() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(settings.refreshHttpTimeout())
                .build()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(responder)
                            .timeout(settings.refreshHttpTimeout())
                            .header("Content-Type", "application/ocsp-request")
                            .header("Accept", "application/ocsp-response")
                            .POST(BodyPublishers.ofByteArray(OcspQuestion.about(certificate, issuer)))
                            .build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
            if (answer.statusCode() != OK) {
                throw new IOException("the responder answered with HTTP status " + answer.statusCode());
            }
            return answer.body();
        }
    }

    /** As a client would: signed by the authority or for it, about this certificate, of these days, and good. */
    private void check(byte[] answer) throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
        checker.setOcspResponses(Map.of(certificate, answer));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
        parameters.addCertPathChecker(checker);
        var unused = validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
    }

    private void forgetWhatDoesNotHold() {
        byte[] present = response;
        if (present != null) {
            try {
                check(present);
            } catch (GeneralSecurityException e) {
                response = null;
                LOG.warn(
                        "certificate=\"{}\" is shown without a proof from now on: {}",
                        certificate.getSubjectX500Principal(),
                        e.getMessage());
            }
        }
    }
}
