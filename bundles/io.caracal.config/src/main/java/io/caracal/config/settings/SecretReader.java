package io.caracal.config.settings;

import io.caracal.api.config.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Turns the text of a secret into its value.
 *
 * @param environment for {@code env:NAME}
 * @param folder what a relative {@code file:} path is relative to: the folder of the configuration file
 */
record SecretReader(Map<String, String> environment, Path folder) {
    private static final String FILE = "file:";
    private static final String ENV = "env:";

    /** The reference leads nowhere; the message says where it led, never what a value is. */
    static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String expected;

        UnavailableException(String expected) {
            super(expected);
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    Secret read(String text) throws UnavailableException {
        if (text.startsWith(FILE)) {
            return new Secret(content(text.substring(FILE.length())));
        }
        if (text.startsWith(ENV)) {
            String name = text.substring(ENV.length());
            String value = environment.get(name);
            if (value == null) {
                throw new UnavailableException("the environment variable " + name + " to be set");
            }
            return new Secret(value);
        }
        return new Secret(text);
    }

    private String content(String name) throws UnavailableException {
        try {
            String content = Files.readString(folder.resolve(name));
            return content.endsWith("\r\n")
                    ? content.substring(0, content.length() - 2)
                    : content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
        } catch (CharacterCodingException e) {
            throw new UnavailableException("the file " + folder.resolve(name) + " to be text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw new UnavailableException("the file " + name + " to be readable (relative to " + folder + ")");
        }
    }
}
