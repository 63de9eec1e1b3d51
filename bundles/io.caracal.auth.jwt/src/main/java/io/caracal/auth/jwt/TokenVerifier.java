package io.caracal.auth.jwt;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Proves that a token was signed by whom the keys belong to. Whether its claims say what is asked for is another question
 * ({@link ClaimChecks}, {@link Lifetime}).
 */
final class TokenVerifier {
    /** The largest password that a client can send is longer; no token that is issued is. */
    static final int LONGEST = 16_384;

    /** Three parts in Base64 for URLs (RFC 7515, section 7.1); the last may not be empty: an unsigned token is none. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{2,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private final Keys keys;
    private final Executor executor;

    /** @param executor for the computation of signatures, which takes up to a millisecond */
    TokenVerifier(Keys keys, Executor executor) {
        this.keys = keys;
        this.executor = executor;
    }

    /** Whether a text is a token at all, or something else that a client may send as its password. */
    static boolean isToken(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Verifies a token; any thread, never blocks.
     *
     * @return its claims; exceptionally with {@link InvalidTokenException} if it proves nothing, with
     *     {@link KeysUnavailableException} if that cannot be said now
     */
    CompletionStage<Map<String, Object>> verify(String text) {
        JWSObject token;
        try {
            token = parse(text);
        } catch (InvalidTokenException e) {
            return CompletableFuture.failedStage(e);
        }
        return keys.fitting(token.getHeader()).thenComposeAsync(fitting -> proven(token, fitting), executor);
    }

    private static JWSObject parse(String text) throws InvalidTokenException {
        if (text.length() > LONGEST) {
            throw new InvalidTokenException("a token of " + text.length() + " characters, longer than " + LONGEST);
        }
        try {
            JWSObject token = JWSObject.parse(text);
            JWSHeader header = token.getHeader();
            if (!header.isBase64URLEncodePayload()) {
                throw new InvalidTokenException(
                        "a payload that is not encoded (b64), which RFC 7797 forbids for tokens");
            }
            return token;
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidTokenException("no signed token: " + e.getMessage());
        }
    }

    private static CompletionStage<Map<String, Object>> proven(JWSObject token, List<VerificationKey> fitting) {
        if (fitting.isEmpty()) {
            return CompletableFuture.failedStage(new InvalidTokenException(
                    "no key for the algorithm " + known(token.getHeader()) + " and the key id that the token names"));
        }
        if (fitting.stream().noneMatch(key -> key.proves(token))) {
            return CompletableFuture.failedStage(new InvalidTokenException("a wrong signature"));
        }
        Map<String, Object> claims = token.getPayload().toJSONObject();
        return claims == null
                ? CompletableFuture.failedStage(new InvalidTokenException("claims that are no JSON object"))
                : CompletableFuture.completedStage(claims);
    }

    /** An algorithm's name as a client sent it, if it is one that the library knows: nothing else goes into messages. */
    private static String known(JWSHeader header) {
        String name = header.getAlgorithm().getName();
        return name.matches("[A-Z0-9a-z]{2,8}") ? name : "unknown";
    }
}
