package io.caracal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/cli.md} says what the command line does. To bring it up to date:
 * {@code mvn -pl cli test -Dtest=ReferenceTest -Dcaracal.write=true}
 */
class ReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("caracal.root", ".."), "docs", "cli.md");

    @Test
    void thePageHasEveryCommandAsItIs() throws IOException {
        Environment environment = new Environment(
                Path.of("/opt/caracal"),
                Path.of("/home"),
                Map.of(),
                InputStream.nullInputStream(),
                System.out,
                System.err);
        String page = Files.readString(PAGE);

        String current = replace(page, "exit codes", Reference.exitCodes());
        current = replace(current, "commands", Reference.commands(environment));

        if (Boolean.getBoolean("caracal.write")) {
            Files.writeString(PAGE, current);
        } else {
            assertThat(page).isEqualTo(current);
        }
    }

    private static String replace(String page, String part, String text) {
        String begin = "<!-- " + part + ": written by ReferenceTest -->\n";
        String end = "<!-- end of " + part + " -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        assertThat(from).as(begin).isPositive();
        assertThat(to).as(end).isGreaterThan(from);
        return page.substring(0, from + begin.length()) + text + page.substring(to);
    }
}
