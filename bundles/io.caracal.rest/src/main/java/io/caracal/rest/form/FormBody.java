package io.caracal.rest.form;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.BodyCheck;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/**
 * Reads a form with one file into a record: the component of the type {@link InputStream} is the file, the others are texts. The record is there as
 * soon as the file begins, which therefore is the last part; whatever is wrong behind the file is said at the end of the stream.
 * It is {@link Closeable}, by which Jersey knows that the body is still read when it has the record.
 */
@Consumes(MediaType.MULTIPART_FORM_DATA)
public final class FormBody implements MessageBodyReader<Record> {
    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord() && Closeable.class.isAssignableFrom(type);
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        String boundary = media.getParameters().get("boundary");
        if (boundary == null || boundary.isBlank()) {
            throw RestException.badRequest(
                    "Content-Type: given multipart/form-data without a boundary, expected one, as clients for HTTP add it to a form by themselves");
        }
        FormFields fields = new FormFields(type, new FormParts(in, boundary));
        Record form = made(type, fields.upToTheFile());
        BodyCheck.check(form, "");
        return form;
    }

    private static Record made(Class<Record> type, Object[] values) {
        try {
            Constructor<Record> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made of a form", e);
        }
    }
}
