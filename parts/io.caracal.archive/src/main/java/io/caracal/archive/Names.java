package io.caracal.archive;

import java.util.regex.Pattern;

/** Names of files within an archive: relative, plain, and never out of the folder that they are unpacked into. */
final class Names {
    private static final int LONGEST = 1000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Names() {}

    /** @throws ArchiveException unless the name can be used */
    static String checked(String name) throws ArchiveException {
        boolean plain = !name.isEmpty()
                && name.length() <= LONGEST
                && name.indexOf('\\') < 0
                && !CONTROL.matcher(name).find();
        for (String part : name.split("/", -1)) {
            plain &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
        }
        if (!plain) {
            throw new ArchiveException("it holds a file with the name " + shown(name)
                    + ", expected a relative one without '..'; nothing of it is used");
        }
        return name;
    }

    static String shown(String text) {
        String short80 = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return "'" + CONTROL.matcher(short80).replaceAll("?") + "'";
    }
}
