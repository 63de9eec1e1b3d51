package io.caracal.security;

import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.connector.Connectors;
import io.caracal.security.password.PasswordHasher;

/** A broker that has nothing for authenticators. */
final class NoServices implements AuthenticatorServices {
    @Override
    public PasswordHashing passwords() {
        return new PasswordHasher();
    }

    @Override
    public UserDatabase users(String chain, String element) {
        return new MemoryUsers();
    }

    @Override
    public Connectors connectors() {
        throw new UnsupportedOperationException();
    }
}
