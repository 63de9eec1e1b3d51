package io.caracal.security.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells a file from what it was before, without reading it. */
record Stamp(Path path, String modified, long size, String key) {

    /** Of a file that is not there, too. */
    static Stamp of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(
                    path,
                    attributes.lastModifiedTime().toString(),
                    attributes.size(),
                    String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return new Stamp(path, e.getClass().getName(), -1, ""); // to read it will tell why
        }
    }
}
