package io.caracal.security;

/**
 * What the log calls a chain and its elements.
 *
 * @param contract {@code authentication}
 * @param element what it calls one of them, {@code element}
 * @param consequence what becomes of those who reach one that does not serve
 * @param settings the section that its bounds stand in
 */
record ChainKind(String contract, String element, String consequence, String settings) {
    static final ChainKind AUTHENTICATION = new ChainKind(
            "authentication", "element", "every client that reaches it is rejected", "authentication_settings");
    static final ChainKind AUTHORIZATION =
            new ChainKind("authorization", "source", "everything that reaches it is denied", "authorization");

    /** The chain of one listener. */
    static ChainKind ofListener(String listener) {
        return new ChainKind(
                "authentication listener=" + listener,
                AUTHENTICATION.element,
                AUTHENTICATION.consequence,
                AUTHENTICATION.settings);
    }

    /** How a line of the log begins. */
    String prefix(String id) {
        return contract + " " + element + "=" + id;
    }
}
