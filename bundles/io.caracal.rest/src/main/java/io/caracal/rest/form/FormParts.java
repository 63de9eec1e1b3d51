package io.caracal.rest.form;

import io.caracal.api.rest.RestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a form in their order, none of them kept whole: the parser of the HTTP server is fed with a block of the body whenever what it made
 * of the last one has been used up.
 */
final class FormParts {
    /** For boundaries, headers and fields that are no file. */
    static final int MOST_BESIDE_THE_FILE = 64 << 10;

    private static final int BLOCK = 16 << 10;
    private static final int MOST_OF_HEADERS = 8 << 10;

    private final InputStream body;
    private final MultiPart.Parser parser;
    private final Deque<Event> events = new ArrayDeque<>();
    private long beside;
    private @Nullable Throwable broken;

    private sealed interface Event {}

    private record Begin(FormPart part) implements Event {}

    private record Bytes(ByteBuffer bytes) implements Event {}

    private enum Mark implements Event {
        END_OF_PART,
        END_OF_FORM
    }

    FormParts(InputStream body, String boundary) {
        this.body = body;
        this.parser = new MultiPart.Parser(boundary, new Listener());
        parser.setPartHeadersMaxLength(MOST_OF_HEADERS);
    }

    /** Skips what is left of the part before; null at the end of the form. */
    @Nullable
    FormPart next() throws IOException {
        while (true) {
            Event event = event();
            if (event == Mark.END_OF_FORM) {
                return null;
            }
            events.remove();
            if (event instanceof Begin(FormPart part)) {
                return part;
            }
        }
    }

    /** Reads the part that is at hand as {@link InputStream#read(byte[], int, int)} does; -1 at its end. */
    int read(byte[] target, int offset, int length, boolean file) throws IOException {
        while (true) {
            if (!(event() instanceof Bytes(ByteBuffer bytes))) {
                return -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            beside -= file ? count : 0;
            if (!bytes.hasRemaining()) {
                events.remove();
            }
            if (count > 0 || length == 0) {
                return count;
            }
        }
    }

    private Event event() throws IOException {
        while (true) {
            Event event = events.peek();
            if (event != null) {
                return event;
            }
            feed();
        }
    }

    private void feed() throws IOException {
        byte[] block = new byte[BLOCK];
        int count = body.read(block);
        if (count < 0) {
            parser.parse(Content.Chunk.EOF);
            checkWhole(events.isEmpty());
            return;
        }
        beside += count;
        if (beside > MOST_BESIDE_THE_FILE) {
            throw RestException.badRequest("the form: beside the content of the file more than " + MOST_BESIDE_THE_FILE
                    + " bytes were given, expected less");
        }
        parser.parse(Content.Chunk.from(ByteBuffer.wrap(block, 0, count), false));
        checkWhole(false);
    }

    private void checkWhole(boolean cutOff) {
        if (broken != null || cutOff) {
            throw RestException.badRequest("the form is broken or was cut off"
                    + (broken == null ? "" : " (" + broken.getMessage() + ")")
                    + "; expected is what RFC 7578 says, a boundary before each part and at the end");
        }
    }

    private final class Listener implements MultiPart.Parser.Listener {
        private String disposition = "";

        @Override
        public void onPartBegin() {
            disposition = "";
        }

        @Override
        public void onPartHeader(String name, String value) {
            if (name.equalsIgnoreCase("Content-Disposition")) {
                disposition = value;
            }
        }

        @Override
        public void onPartHeaders() {
            events.add(new Begin(FormPart.of(disposition)));
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            if (chunk.hasRemaining()) {
                events.add(new Bytes(chunk.getByteBuffer().slice()));
            }
        }

        @Override
        public void onPartEnd() {
            events.add(Mark.END_OF_PART);
        }

        @Override
        public void onComplete() {
            events.add(Mark.END_OF_FORM);
        }

        @Override
        public void onFailure(Throwable failure) {
            broken = failure; // what is thrown here the parser keeps for itself
        }
    }
}
