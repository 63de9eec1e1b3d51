package io.caracal.cli.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;

/** Gives what root makes to whom the folder belongs to, so that the broker's user can use it. */
final class Owner {
    private Owner() {}

    static void follow(Path path, Path folder) throws IOException {
        FileOwnerAttributeView view =
                Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && view.getOwner().getName().equals("root")) { // nobody else may give files away
            UserPrincipal owner = Files.getOwner(folder);
            if (!owner.equals(view.getOwner())) {
                view.setOwner(owner);
            }
        }
    }
}
