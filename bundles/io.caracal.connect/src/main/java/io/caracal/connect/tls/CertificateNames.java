package io.caracal.connect.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names that a server's certificate is for (RFC 9525): its DNS names and addresses, never its common name. */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private CertificateNames() {}

    static boolean match(X509Certificate certificate, String host) throws CertificateParsingException {
        boolean literal = LITERAL.matcher(host).matches();
        return alternatives(certificate).stream()
                .anyMatch(name -> (Integer) name.getFirst() == (literal ? ADDRESS : DNS)
                        && (literal ? sameAddress(text(name), host) : sameName(text(name), host)));
    }

    /** For messages. */
    static String of(X509Certificate certificate) throws CertificateParsingException {
        List<String> names = alternatives(certificate).stream()
                .filter(name -> (Integer) name.getFirst() == DNS || (Integer) name.getFirst() == ADDRESS)
                .map(CertificateNames::text)
                .toList();
        return names.isEmpty() ? "no name at all" : String.join(", ", names);
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws CertificateParsingException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    }

    private static String text(List<?> name) {
        return String.valueOf(name.get(1));
    }

    /** A star stands for the whole first label and for no more. */
    private static boolean sameName(String pattern, String host) {
        String wanted = plain(host);
        String offered = plain(pattern);
        if (!offered.startsWith("*.")) {
            return offered.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && offered.indexOf('.', 2) > 0 && offered.substring(1).equals(wanted.substring(dot));
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static boolean sameAddress(String one, String other) {
        try {
            // Literals of addresses are not looked up.
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
