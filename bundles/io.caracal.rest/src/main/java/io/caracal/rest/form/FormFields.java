package io.caracal.rest.form;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a form gives for the components of a record. */
final class FormFields {
    private final Map<String, RecordComponent> known = new LinkedHashMap<>();
    private final String file;
    private final FormParts parts;
    private final Map<String, Object> given = new HashMap<>();

    FormFields(Class<? extends Record> type, FormParts parts) {
        for (RecordComponent component : type.getRecordComponents()) {
            known.put(Names.snake(component.getName()), component);
        }
        this.parts = parts;
        this.file = known.entrySet().stream()
                .filter(entry -> entry.getValue().getType() == InputStream.class)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no component for a file"));
    }

    /** A value for each component; what has not been given is null, or an empty {@link Optional}. */
    @Nullable
    Object[] upToTheFile() throws IOException {
        while (!given.containsKey(file)) {
            FormPart part = parts.next();
            if (part == null) {
                throw RestException.badRequest(
                        file + ": is missing, expected a part of the form that is a file (curl -F " + file + "=@FILE)");
            }
            check(part);
            given.put(part.name(), part.name().equals(file) ? content(part) : text());
        }
        return known.entrySet().stream()
                .map(entry -> value(entry.getKey(), entry.getValue()))
                .toArray();
    }

    private @Nullable Object value(String name, RecordComponent component) {
        Object value = given.get(name);
        return component.getType() == Optional.class ? Optional.ofNullable(value) : value;
    }

    private void check(FormPart part) {
        if (part.name().isEmpty()) {
            throw RestException.badRequest("a part of the form has no name, expected is one of " + names());
        }
        if (!known.containsKey(part.name())) {
            throw RestException.badRequest("the part " + part.name() + " of the form is unknown here, "
                    + Names.nearest(part.name(), known.keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("expected one of " + names()));
        }
        if (given.containsKey(part.name())) {
            throw RestException.badRequest(part.name() + ": given twice, expected one part of this name");
        }
    }

    private String names() {
        return String.join(", ", known.keySet());
    }

    private InputStream content(FormPart part) {
        if (part.fileName().isEmpty()) {
            throw RestException.badRequest(file + ": the part has no file name, expected a file (curl -F " + file
                    + "=@FILE), which is sent with one");
        }
        return new Content();
    }

    private String text() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[1024];
        for (int n = parts.read(block, 0, block.length, false); n >= 0; n = parts.read(block, 0, block.length, false)) {
            bytes.write(block, 0, n);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void checkEnd() throws IOException {
        FormPart more = parts.next();
        if (more != null) {
            check(more);
            throw RestException.badRequest(more.name() + ": stands behind the part " + file
                    + ", expected before it; the file is the last part");
        }
    }

    /** The file, to whose end belongs that the form ends. */
    private final class Content extends InputStream {
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = ended ? -1 : parts.read(target, offset, length, true);
            if (count < 0 && !ended) {
                checkEnd();
                ended = true;
            }
            return count;
        }
    }
}
