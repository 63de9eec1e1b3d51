package io.caracal.security;

import io.caracal.api.auth.Authenticator;
import io.caracal.api.auth.AuthenticatorContext;
import io.caracal.api.auth.AuthenticatorFactory;

/** A factory of the type {@code password_based:NAME} around a lambda. */
final class TestFactory implements AuthenticatorFactory<TestNode.NoSettings> {
    private final String backend;
    private final Creation creation;

    /** What {@link #create} does. */
    interface Creation {
        Authenticator create(AuthenticatorContext context) throws Exception;
    }

    TestFactory(String backend, Creation creation) {
        this.backend = backend;
        this.creation = creation;
    }

    TestFactory(String backend, Authenticator authenticator) {
        this(backend, _ -> authenticator);
    }

    @Override
    public String mechanism() {
        return "password_based";
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public Class<TestNode.NoSettings> settingsType() {
        return TestNode.NoSettings.class;
    }

    @Override
    public Authenticator create(TestNode.NoSettings settings, AuthenticatorContext context) throws Exception {
        return creation.create(context);
    }
}
