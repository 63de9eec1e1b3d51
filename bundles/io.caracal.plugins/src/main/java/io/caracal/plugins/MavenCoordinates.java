package io.caracal.plugins;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Names a file in a repository of Maven layout: {@code group:artifact[:type[:classifier]]:version}, as feature files write it (compendium 159.2). */
record MavenCoordinates(String group, String artifact, String version, String type, String classifier) {
    private static final String JAR = "jar";

    // No part may lead out of the repository.
    private static final Pattern PART = Pattern.compile("(?!\\.)(?!.*\\.\\.)[A-Za-z0-9._+-]+");

    static MavenCoordinates parse(String text) throws RefusedException {
        List<String> parts = Arrays.asList(text.split(":", -1));
        if (parts.size() < 3
                || parts.size() > 5
                || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
            throw RefusedException.content("'" + text + "' names no bundle; expected group:artifact:version");
        }
        return new MavenCoordinates(
                parts.getFirst(),
                parts.get(1),
                parts.getLast(),
                parts.size() > 3 ? parts.get(2) : JAR,
                parts.size() > 4 ? parts.get(3) : "");
    }

    String fileName() {
        return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + type;
    }

    /** The same thing in another version. */
    MavenCoordinates at(String other) throws RefusedException {
        return parse(new MavenCoordinates(group, artifact, other, type, classifier).toString());
    }

    /** Relative to the repository, with slashes. */
    String path() {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + fileName();
    }

    @Override
    public String toString() {
        String kind = classifier.isEmpty() ? (type.equals(JAR) ? "" : ":" + type) : ":" + type + ":" + classifier;
        return group + ":" + artifact + kind + ":" + version;
    }
}
