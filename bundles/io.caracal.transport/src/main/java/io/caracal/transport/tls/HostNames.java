package io.caracal.transport.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The names in certificates. */
final class HostNames {
    /** As RFC 5280 section 4.2.1.6 numbers them. */
    private static final int DNS_NAME = 2;

    private HostNames() {}

    /** The hosts that a certificate is for, in lower case; {@code *.example.com} for all directly below. */
    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives =
                    Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
            for (List<?> each : alternatives) {
                if (each.get(0) instanceof Integer kind && kind == DNS_NAME) {
                    names.add(each.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException _) {
            // A certificate whose names cannot be read has no names; it still serves clients that name no host.
            return names;
        }
        if (names.isEmpty()) {
            commonName(certificate.getSubjectX500Principal())
                    .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    /** The names under which a certificate for a host may be found, the closest first. */
    static List<String> candidates(String host) {
        List<String> candidates = new ArrayList<>();
        String name = host.toLowerCase(Locale.ROOT);
        candidates.add(name);
        int dot = name.indexOf('.');
        if (dot > 0) {
            candidates.add("*" + name.substring(dot));
        }
        return candidates;
    }

    /** The common name in a subject; the first if there are more. */
    static Optional<String> commonName(X500Principal subject) {
        try {
            List<Rdn> parts = new LdapName(subject.getName()).getRdns();
            // They are numbered from the right, where RFC 2253 puts what is most general.
            for (int i = parts.size() - 1; i >= 0; i--) {
                Rdn part = parts.get(i);
                if (part.getType().equalsIgnoreCase("CN")) {
                    return Optional.of(part.getValue().toString());
                }
            }
            return Optional.empty();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
