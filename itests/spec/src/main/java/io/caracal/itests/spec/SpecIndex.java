package io.caracal.itests.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tests show which statement: what {@link Spec} says in compiled test classes. The classes are read, not loaded, so that the
 * tests of every module count without a common class path.
 */
public final class SpecIndex {

    private static final ClassDesc SPEC = ClassDesc.of(Spec.class.getName());
    private static final ClassDesc DISABLED = ClassDesc.of("org.junit.jupiter.api.Disabled");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String TEST_CLASSES = "target/test-classes";

    private final NavigableMap<String, NavigableSet<String>> testsById = new TreeMap<>();

    /**
     * Reads the test classes of all modules below a folder.
     *
     * @param root the root of the repository, with the pom.xml that lists the modules
     */
    public static SpecIndex scan(Path root) {
        var index = new SpecIndex();
        List<Path> compiled = modules(root)
                .map(module -> root.resolve(module).resolve(TEST_CLASSES))
                .filter(Files::isDirectory)
                .toList();
        for (Path classes : compiled) {
            try (Stream<Path> files = Files.walk(classes)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(index::read);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + classes, e);
            }
        }
        return index;
    }

    /** Modules of the reactor whose tests were not compiled and so are missing from the index. */
    public static List<String> uncompiled(Path root) {
        return modules(root)
                .filter(module -> Files.isDirectory(root.resolve(module).resolve("src/test/java")))
                .filter(module -> !Files.isDirectory(root.resolve(module).resolve(TEST_CLASSES)))
                .toList();
    }

    /** The tests that show a statement, as {@code package.Class.method} or {@code package.Class}; empty when there is none. */
    public NavigableSet<String> testsOf(String id) {
        return Collections.unmodifiableNavigableSet(testsById.getOrDefault(id, Collections.emptyNavigableSet()));
    }

    /** Every identifier that a test names. */
    public NavigableSet<String> ids() {
        return new TreeSet<>(testsById.keySet());
    }

    private static Stream<String> modules(Path root) {
        try {
            return MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                    .results()
                    .map(module -> module.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the modules in " + root.resolve("pom.xml"), e);
        }
    }

    private void read(Path file) {
        try {
            ClassModel type = ClassFile.of().parse(file);
            String name = shortName(type);
            idsOf(annotations(type)).forEach(id -> add(id, name));
            for (MethodModel method : type.methods()) {
                idsOf(annotations(method))
                        .forEach(id -> add(id, name + "." + method.methodName().stringValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void add(String id, String test) {
        testsById.computeIfAbsent(id, key -> new TreeSet<>()).add(test);
    }

    /** The last segment of the package and the class, {@code mqtt.ConnectTest}: several modules have a class of the same name. */
    private static String shortName(ClassModel type) {
        String[] segments = type.thisClass().asInternalName().replace('$', '.').split("/", -1);
        String name = segments[segments.length - 1];
        return segments.length == 1 ? name : segments[segments.length - 2] + "." + name;
    }

    private static List<Annotation> annotations(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(attribute -> attribute.annotations())
                .orElse(List.of());
    }

    /** A test that is switched off shows nothing. */
    private static List<String> idsOf(List<Annotation> annotations) {
        if (annotations.stream().anyMatch(annotation -> annotation.classSymbol().equals(DISABLED))) {
            return List.of();
        }
        return annotations.stream()
                .filter(annotation -> annotation.classSymbol().equals(SPEC))
                .flatMap(annotation -> annotation.elements().stream())
                .map(AnnotationElement::value)
                .flatMap(SpecIndex::strings)
                .toList();
    }

    private static Stream<String> strings(AnnotationValue value) {
        return switch (value) {
            case AnnotationValue.OfArray array -> array.values().stream().flatMap(SpecIndex::strings);
            case AnnotationValue.OfString string -> Stream.of(string.stringValue());
            default -> Stream.empty();
        };
    }
}
