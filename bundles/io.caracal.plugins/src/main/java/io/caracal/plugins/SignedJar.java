package io.caracal.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks that a jar be signed, every entry of it, by one and the same signer whom we trust (JAR signatures, CMS). Nothing of the jar
 * is loaded for that.
 */
final class SignedJar implements SignatureRule {
    /** What carries the signature cannot be covered by it (JAR specification, "Signed JAR file"). */
    private static final Pattern SIGNATURE_FILE =
            Pattern.compile("META-INF/(?:MANIFEST\\.MF|[^/]+\\.(?:SF|RSA|DSA|EC)|SIG-[^/]+)");

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final Set<X509Certificate> trusted;

    SignedJar(Set<X509Certificate> trusted) {
        this.trusted = Set.copyOf(trusted);
    }

    @Override
    public void check(Path jar, Provenance provenance) throws RefusedException {
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            Set<CodeSigner> common = signersOfEverything(file);
            List<String> reasons = new ArrayList<>();
            for (CodeSigner signer : common) {
                String reason = distrust(signer);
                if (reason.isEmpty()) {
                    return;
                }
                reasons.add(reason);
            }
            throw RefusedException.content("it is signed, but by nobody whom plugins.signature.trust_store trusts: "
                    + String.join("; ", reasons));
        } catch (IOException | SecurityException e) {
            throw RefusedException.content(
                    "its signature is not valid (" + e.getMessage() + "); it was changed after it was signed");
        }
    }

    private static Set<CodeSigner> signersOfEverything(JarFile file) throws IOException, RefusedException {
        Set<CodeSigner> common = null;
        for (JarEntry entry : Collections.list(file.entries())) {
            if (entry.isDirectory()
                    || SIGNATURE_FILE
                            .matcher(entry.getName().toUpperCase(Locale.ROOT))
                            .matches()) {
                continue;
            }
            read(file, entry);
            CodeSigner[] signers = entry.getCodeSigners();
            if (signers == null) {
                throw RefusedException.content("its entry " + entry.getName()
                        + " is not signed, and plugins.signature.required asks for jars that are signed in whole");
            }
            if (common == null) {
                common = new HashSet<>(Arrays.asList(signers));
            } else {
                common.retainAll(Arrays.asList(signers));
            }
        }
        if (common == null || common.isEmpty()) {
            throw RefusedException.content(
                    "nobody has signed all of it, and plugins.signature.required asks for jars that are signed in whole");
        }
        return common;
    }

    /** Only when an entry has been read to its end is it known who has signed it. */
    private static void read(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] buffer = new byte[1 << 16];
            int n = 0;
            while (n >= 0) {
                n = in.read(buffer);
            }
        }
    }

    /** Why a signer is not trusted; empty if he is. */
    private String distrust(CodeSigner signer) {
        List<X509Certificate> chain = new ArrayList<>();
        signer.getSignerCertPath().getCertificates().forEach(found -> chain.add((X509Certificate) found));
        X509Certificate own = chain.getFirst();
        String name = own.getSubjectX500Principal().getName();
        try {
            List<String> usages = own.getExtendedKeyUsage();
            if (usages != null && !usages.contains(CODE_SIGNING) && !usages.contains(ANY_USAGE)) {
                return name + " has a certificate that is not for signing code";
            }
            validate(chain, signer.getTimestamp());
            return "";
        } catch (GeneralSecurityException e) {
            return name + " (" + e.getMessage() + ")";
        }
    }

    private void validate(List<X509Certificate> chain, @Nullable Timestamp timestamp) throws GeneralSecurityException {
        if (trusted.contains(chain.getFirst())) {
            // Trusted by itself; nobody has to vouch for it, but it has to be valid still.
            chain.getFirst().checkValidity();
            return;
        }
        PKIXParameters parameters = parameters();
        if (timestamp != null && isTrusted(timestamp.getSignerCertPath())) {
            parameters.setDate(timestamp.getTimestamp());
        }
        CertPathValidator.getInstance("PKIX").validate(path(chain), parameters);
    }

    private PKIXParameters parameters() throws InvalidAlgorithmParameterException {
        Set<TrustAnchor> anchors = new HashSet<>();
        trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
        PKIXParameters parameters = new PKIXParameters(anchors);
        // The broker reaches out to nobody; who is no longer trusted is taken out of the trust store.
        parameters.setRevocationEnabled(false);
        return parameters;
    }

    /** The chain up to, and without, the first certificate that is trusted by itself. */
    private CertPath path(List<X509Certificate> chain) throws GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            if (trusted.contains(certificate)) {
                break;
            }
            path.add(certificate);
        }
        return CertificateFactory.getInstance("X.509").generateCertPath(path);
    }

    private boolean isTrusted(CertPath authority) {
        return authority.getCertificates().stream().anyMatch(trusted::contains);
    }
}
