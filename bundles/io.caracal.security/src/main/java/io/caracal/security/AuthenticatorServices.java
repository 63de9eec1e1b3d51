package io.caracal.security;

import io.caracal.api.auth.PasswordHashing;
import io.caracal.api.auth.UserDatabase;
import io.caracal.api.connector.Connectors;

/** What the broker has for authenticators. */
interface AuthenticatorServices {
    PasswordHashing passwords();

    /**
     * The users of an element.
     *
     * @param chain empty for the chain of the broker, else the listener's id
     */
    UserDatabase users(String chain, String element);

    Connectors connectors();
}
