package io.caracal.cli.offline;

import io.caracal.archive.Archive;
import io.caracal.archive.Content;
import io.caracal.archive.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Unpacks a part of an archive and brings it to the disk. What root unpacks belongs to whom the data folder belongs to. */
record Unpacking(Archive archive, Path data) {
    void unpack(String prefix, Path folder) throws IOException {
        Set<Path> folders = new TreeSet<>();
        make(folder);
        folders.add(folder);
        for (Content content : archive.manifest().contents()) {
            if (content.name().startsWith(prefix)) {
                Path file = folder.resolve(content.name().substring(prefix.length()));
                for (Path each = file.getParent(); each != null && !each.equals(folder); each = each.getParent()) {
                    make(each);
                    folders.add(each);
                }
                unpack(content, file);
            }
        }
        for (Path each : folders) {
            PrivateFiles.force(each);
            own(each);
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            PrivateFiles.createFolder(folder);
        }
    }

    private void unpack(Content content, Path file) throws IOException {
        try (FileChannel channel = PrivateFiles.create(file);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            archive.copy(content, out);
            out.flush();
            channel.force(true);
        }
        own(file);
    }

    private void own(Path path) throws IOException {
        Owner.follow(path, data);
    }
}
