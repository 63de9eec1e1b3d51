package io.caracal.rest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caracal.api.rest.Describe;
import io.caracal.api.rest.RestException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {
    private static final String FILE = part("form-data; name=\"plugin\"; filename=\"a.jar\"", "the content");
    private static final String DIGEST = part("form-data; name=\"sha256\"", "abcd");
    private static final String END = "--cut--\r\n";

    record Form(
            @Describe(value = "A digest.", min = 4, max = 4) Optional<String> sha256, InputStream plugin) {}

    private static String part(String disposition, String content) {
        return "--cut\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static Form read(InputStream body) throws IOException {
        return read(body, Map.of("boundary", "cut"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Form read(InputStream body, Map<String, String> parameters) throws IOException {
        return (Form) new FormBody()
                .readFrom(
                        (Class) Form.class,
                        Form.class,
                        new Annotation[0],
                        new MediaType("multipart", "form-data", parameters),
                        new MultivaluedHashMap<>(),
                        body);
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As from a network: so many bytes at once. */
    private static InputStream inPieces(InputStream whole, int size) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return whole.read(target, offset, Math.min(size, length));
            }
        };
    }

    private static void refused(String body, String... words) {
        assertThatThrownBy(() -> read(bytes(body)).plugin().readAllBytes())
                .isInstanceOf(RestException.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 100_000})
    void readsFieldsAndFileHoweverTheyArrive(int size) throws IOException {
        Form form = read(inPieces(bytes(DIGEST + FILE + END), size));

        assertThat(form.sha256()).hasValue("abcd");
        assertThat(form.plugin()).hasBinaryContent("the content".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 4096})
    void givesALargeFileUnchanged(int size) throws IOException {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        String body = part(
                "form-data; name=\"plugin\"; filename=\"a.jar\"",
                new String(content, StandardCharsets.ISO_8859_1) + "\r\n--cu\r\r\n--");

        byte[] read = read(inPieces(bytes(body + END), size)).plugin().readAllBytes();

        assertThat(read).startsWith(content).hasSize(content.length + 11);
    }

    @Test
    void takesAnEmptyFile() throws IOException {
        Form form = read(bytes(part("form-data; name=\"plugin\"; filename=\"a.jar\"", "") + END));

        assertThat(form.plugin()).isEmpty();
    }

    @Test
    void isThereBeforeTheFileHasArrived() throws IOException {
        InputStream endless = new InputStream() {
            private final InputStream begin = bytes(FILE.substring(0, FILE.length() - 4));

            @Override
            public int read() throws IOException {
                int next = begin.read();
                return next < 0 ? 'x' : next;
            }
        };

        byte[] block = read(endless).plugin().readNBytes(1_000_000);

        assertThat(block).endsWith((byte) 'x');
    }

    @Test
    void saysWhichPartIsMissing() {
        refused(DIGEST + END, "plugin: is missing", "expected");
        refused(END, "plugin: is missing");
    }

    @Test
    void refusesTwoFiles() {
        refused(FILE + FILE + END, "plugin: given twice");
    }

    @Test
    void refusesAFieldThatIsGivenTwice() {
        refused(DIGEST + DIGEST + FILE + END, "sha256: given twice");
    }

    @Test
    void refusesAFileWithoutAName() {
        refused(part("form-data; name=\"plugin\"", "x") + END, "plugin", "no file name");
        refused(part("form-data; name=\"plugin\"; filename=\"\"", "x") + END, "plugin", "no file name");
    }

    @Test
    void refusesWhatStandsBehindTheFile() {
        refused(FILE + DIGEST + END, "sha256: stands behind the part plugin");
    }

    @Test
    void refusesPartsThatNobodyKnows() {
        refused(part("form-data; name=\"plugins\"; filename=\"a\"", "x") + END, "plugins", "did you mean plugin?");
        refused(FILE + part("form-data; name=\"more\"", "x") + END, "more", "unknown", "sha256, plugin");
        refused(part("form-data", "x") + END, "no name");
    }

    @Test
    void refusesAFieldOutOfItsBounds() {
        refused(part("form-data; name=\"sha256\"", "abcde") + FILE + END, "sha256: given 5 characters, expected 4");
    }

    @Test
    void refusesAFormThatIsCutOff() {
        String whole = DIGEST + FILE + END;

        for (int length = 0; length < whole.length() - 4; length++) {
            refused(whole.substring(0, length), "the form");
        }
    }

    @Test
    void refusesMoreThanItKeepsBesideTheFile() {
        String much = "x".repeat(2 * FormParts.MOST_BESIDE_THE_FILE);

        refused(part("form-data; name=\"sha256\"", much) + FILE + END, "bytes were given");
        refused(much + FILE + END, "bytes were given");
        refused(FILE + END + much, "bytes were given");
        refused("--cut\r\nX-More: " + much + "\r\n\r\n", "the form");
    }

    @Test
    void refusesAFormWithoutABoundary() {
        assertThatThrownBy(() -> read(bytes(FILE + END), Map.of()))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("boundary");
    }
}
