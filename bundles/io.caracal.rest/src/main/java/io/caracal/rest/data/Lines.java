package io.caracal.rest.data;

import io.caracal.api.rest.RestException;
import io.caracal.rest.json.BodyCheck;
import io.caracal.rest.json.JsonProblem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A file of records, each a line of JSON. */
record Lines<T extends Record>(Class<T> type, JsonMapper mapper, String file) {
    private static final int LONGEST = 64 << 20;

    /** What can be wrong with one record. */
    @FunctionalInterface
    interface Reading<T, R> {
        R of(T line);
    }

    /** Writes records. */
    final class Writer {
        private final BufferedWriter out;
        private long count;

        private Writer(OutputStream out) {
            this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }

        void write(T line) {
            try {
                String text = mapper.writeValueAsString(line);
                if (text.length() > LONGEST) {
                    throw new IOException("entry " + (count + 1) + " of " + file + " takes more than " + LONGEST
                            + " characters, which no import reads; leave this section out, or remove that entry");
                }
                out.write(text);
                out.write('\n');
                count++;
            } catch (IOException e) {
                throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
            }
        }

        /** @return how many there were */
        long end() throws IOException {
            out.flush();
            return count;
        }
    }

    Writer writer(OutputStream out) {
        return new Writer(out);
    }

    /**
     * Reads records one after the other; use {@link Open} in a try. The iterator throws {@link UnfitDataException.Passing} and
     * {@link UncheckedIOException}.
     *
     * @param reading makes of a record what is wanted; an {@link IllegalArgumentException} or {@link RestException} says that it cannot
     */
    <R> Open<R> open(DataSection.Input input, Reading<T, R> reading) throws IOException {
        return new Open<>(
                new BufferedReader(new InputStreamReader(input.open(), StandardCharsets.UTF_8.newDecoder())),
                line -> reading.of(parsed(line)),
                file);
    }

    private T parsed(String line) {
        try {
            T value = mapper.readValue(line, type);
            if (value == null) {
                throw RestException.badRequest("given null, expected an object");
            }
            BodyCheck.check(value, "");
            return value;
        } catch (JacksonException e) {
            throw JsonProblem.of(e);
        }
    }

    /** An open file. */
    static final class Open<R> implements Iterator<R>, AutoCloseable {
        private final BufferedReader reader;
        private final Function<String, R> reading;
        private final String file;
        private @Nullable String next;
        private long number;

        Open(BufferedReader reader, Function<String, R> reading, String file) throws IOException {
            this.reader = reader;
            this.reading = reading;
            this.file = file;
            next = line();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public R next() {
            String line = next;
            if (line == null) {
                throw new NoSuchElementException();
            }
            number++;
            try {
                R value = reading.apply(line);
                next = line();
                return value;
            } catch (RestException | IllegalArgumentException e) {
                throw new UnfitDataException.Passing(
                        new UnfitDataException(file + " line " + number + ": " + e.getMessage(), e));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read behind line " + number, e);
            }
        }

        /** Bounded: a line without an end must not fill the memory. */
        private @Nullable String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (line.length() == LONGEST) {
                    throw new IOException(
                            "line " + (number + 1) + " of " + file + " has more than " + LONGEST + " characters");
                }
                line.append((char) c);
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
