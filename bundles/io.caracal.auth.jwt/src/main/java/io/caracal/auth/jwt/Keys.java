package io.caracal.auth.jwt;

import com.nimbusds.jose.JWSHeader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the keys come from that tokens are proven with. */
interface Keys {
    /**
     * The keys that fit a token; any thread, never blocks.
     *
     * @return empty if there is none; exceptionally with {@link KeysUnavailableException} if that cannot be said
     */
    CompletionStage<List<VerificationKey>> fitting(JWSHeader header);

    /** One key, out of the configuration. */
    static Keys fixed(VerificationKey key) {
        return header -> CompletableFuture.completedStage(key.fits(header) ? List.of(key) : List.of());
    }
}
