package io.caracal.rest.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads a whole file of records that fit into memory. */
final class ReadAll {
    private ReadAll() {}

    /** @param key what tells one from another */
    static <R> List<R> of(Lines.Open<R> open, Function<R, ?> key) throws IOException, UnfitDataException {
        List<R> all = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        try (open) {
            while (open.hasNext()) {
                R value = open.next();
                if (!seen.add(key.apply(value))) {
                    throw new UnfitDataException(key.apply(value) + " is there twice, expected once");
                }
                all.add(value);
            }
        } catch (UnfitDataException.Passing e) {
            throw e.unfit();
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        return all;
    }
}
