package io.caracal.transport.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates of clients are believed. */
final class ClientTrust {
    private ClientTrust() {}

    /**
     * Believes those of the settings' authorities.
     *
     * @param read is told of each file that was read
     */
    static TrustManagerFactory of(TlsSettings settings, Path folder, Consumer<PemFile> read) throws TlsException {
        PemFile authorities =
                PemFile.read(folder, "cacertfile", settings.cacertfile().orElseThrow());
        read.accept(authorities);
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : authorities.certificates()) {
            anchors.add(new TrustAnchor(each, null));
        }
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setMaxPathLength(settings.depth());
            parameters.setRevocationEnabled(false);
            if (settings.enableCrlCheck()) {
                PemFile lists =
                        PemFile.read(folder, "crlfile", settings.crlfile().orElseThrow());
                read.accept(lists);
                lookUp(parameters, lists);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return factory;
        } catch (GeneralSecurityException e) {
            throw authorities.problem("its certificates cannot be used as authorities: " + e.getMessage(), e);
        }
    }

    private static void lookUp(PKIXBuilderParameters parameters, PemFile lists)
            throws GeneralSecurityException, TlsException {
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists.revocations())));
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
        parameters.setRevocationEnabled(true);
        parameters.addCertPathChecker(checker);
    }
}
