package io.caracal.config.tree;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.caracal.api.config.SettingsException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads one HOCON file and, through {@link FileIncluder}, what it includes. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    /**
     * The file's tree, substitutions not yet resolved.
     *
     * @throws InvalidFileException naming file, line and what is wrong
     */
    static Config read(Path file) {
        return parse(file, text(file, file.toString(), "give another with --config FILE"), new FileIncluder(file));
    }

    static Config parse(Path file, String text, FileIncluder includer) {
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setSyntax(file.toString().endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF)
                .setOriginDescription(file.toString())
                .setIncluder(includer);
        try {
            return ConfigFactory.parseString(text, options);
        } catch (InvalidFileException fromInclude) {
            throw fromInclude;
        } catch (ConfigException e) {
            throw new InvalidFileException(SyntaxProblem.of(e, file.toString()), e);
        } catch (StackOverflowError e) {
            throw new InvalidFileException(
                    new Problem(
                            "",
                            file.toString(),
                            "brackets inside brackets without end",
                            "a tree of sensible depth",
                            ""),
                    e);
        }
    }

    /** The file's text; {@code origin} and {@code advice} are for the message when it cannot be read. */
    static String text(Path file, String origin, String advice) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(
                    new Problem("", origin, "no file at " + file, "a readable HOCON file", advice), e);
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(
                    new Problem("", file.toString(), "bytes that are not UTF-8", "a text file in UTF-8", ""), e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "a folder" : "unreadable (" + e.getMessage() + ")";
            throw new InvalidFileException(
                    new Problem("", origin, file + ", " + reason, "a readable HOCON file", advice), e);
        }
    }
}
