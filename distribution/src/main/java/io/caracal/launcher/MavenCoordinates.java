package io.caracal.launcher;

import java.nio.file.Path;

/**
 * Names an artifact the way feature files do: {@code group:artifact[:type[:classifier]]:version} (OSGi Compendium, chapter 159).
 *
 * @param classifier empty if there is none
 */
record MavenCoordinates(String group, String artifact, String type, String classifier, String version) {
    static MavenCoordinates parse(String id) {
        String[] parts = id.split(":", -1);
        for (String part : parts) {
            if (part.isBlank() || part.contains("..") || part.contains("/") || part.contains("\\")) {
                throw malformed(id);
            }
        }
        return switch (parts.length) {
            case 3 -> new MavenCoordinates(parts[0], parts[1], "jar", "", parts[2]);
            case 4 -> new MavenCoordinates(parts[0], parts[1], parts[2], "", parts[3]);
            case 5 -> new MavenCoordinates(parts[0], parts[1], parts[2], parts[3], parts[4]);
            default -> throw malformed(id);
        };
    }

    private static IllegalArgumentException malformed(String id) {
        return new IllegalArgumentException(
                "'" + id + "' names no artifact; expected is group:artifact[:type[:classifier]]:version");
    }

    /** The place of the file in a repository of Maven's layout, relative to its root. */
    Path path() {
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        return Path.of(group.replace('.', '/'), artifact, version, artifact + "-" + version + suffix + "." + type);
    }

    @Override
    public String toString() {
        if (!classifier.isEmpty()) {
            return String.join(":", group, artifact, type, classifier, version);
        }
        return type.equals("jar")
                ? String.join(":", group, artifact, version)
                : String.join(":", group, artifact, type, version);
    }
}
