package io.caracal.security.users;

import io.caracal.api.store.KeptFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Offers a database to backups. */
public record KeptDatabase(DiskStore store) implements KeptFiles {
    private Path name() {
        return Path.of(String.valueOf(store.file().getFileName()));
    }

    @Override
    public Set<Path> files() {
        return Set.of(name());
    }

    @Override
    public void copyTo(Path folder) throws IOException {
        try {
            store.copyTo(folder.resolve(name())).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException(name() + " cannot be copied: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the copy of " + name() + " was given up");
        }
    }
}
