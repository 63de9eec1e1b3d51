package io.caracal.security.password;

import io.caracal.api.auth.PasswordAlgorithm;
import io.caracal.api.auth.PasswordHashing;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Offers the hashing of passwords as a service. */
@Component(service = PasswordHashing.class)
public final class PasswordHashingComponent implements PasswordHashing {
    private final PasswordHasher hasher = new PasswordHasher();

    @Override
    public CompletionStage<Boolean> verify(PasswordAlgorithm algorithm, String hash, String salt, byte[] password) {
        return hasher.verify(algorithm, hash, salt, password);
    }

    @Override
    public CompletionStage<PasswordHash> hash(PasswordAlgorithm algorithm, byte[] password) {
        return hasher.hash(algorithm, password);
    }

    @Deactivate
    void stop() {
        hasher.close();
    }
}
