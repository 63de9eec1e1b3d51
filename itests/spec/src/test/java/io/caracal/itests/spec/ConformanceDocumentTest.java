package io.caracal.itests.spec;

import static java.lang.classfile.AnnotationValue.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceDocumentTest {

    private static final Standard STANDARD = new Standard(
            "A standard",
            List.of(new Standard.Section(
                    "1 A section",
                    List.of(
                            new Statement("X-1", Statement.Binds.SERVER, "Is shown.", ""),
                            new Statement("X-2", Statement.Binds.BOTH, "Is not shown.", ""),
                            new Statement("X-3", Statement.Binds.CLIENT, "Binds others.", ""),
                            new Statement("X-4", Statement.Binds.SERVER, "Is hidden.", "It is hidden.")))));

    @TempDir
    Path root;

    @Test
    void listsTestsReasonsAndWhatIsMissing() throws IOException {
        assertThat(document().render())
                .contains("| X-1 | server | Is shown. | `sample.FirstTest.shows` |")
                .contains("| X-2 | both | Is not shown. | **none** |")
                .contains("| X-3 | client | Binds others. | Binds clients only. |")
                .contains("| X-4 | server | Is hidden. | It is hidden. |")
                .contains("| A standard | 4 | 3 | 1 | 1 | 1 | 0 |");
    }

    @Test
    void namesStatementsWithoutTest() throws IOException {
        assertThat(document().untested()).containsExactly("X-2");
    }

    @Test
    void namesUnknownStatementsWithTheirTests() throws IOException {
        assertThat(document().unknown()).containsExactly("X-9 in sample.FirstTest.shows");
    }

    /** A class made for this test, so that the index of the repository itself does not find it. */
    private ConformanceDocument document() throws IOException {
        var spec = Annotation.of(
                ClassDesc.of(Spec.class.getName()),
                AnnotationElement.ofArray("value", ofString("X-1"), ofString("X-9")));
        Files.writeString(root.resolve("pom.xml"), "<module>some/module</module>");
        Path classes = Files.createDirectories(root.resolve("some/module/target/test-classes"));
        ClassFile.of()
                .buildTo(
                        classes.resolve("FirstTest.class"),
                        ClassDesc.of("sample.FirstTest"),
                        type -> type.withMethod(
                                "shows",
                                MethodTypeDesc.of(ConstantDescs.CD_void),
                                ClassFile.ACC_ABSTRACT,
                                method -> method.with(RuntimeVisibleAnnotationsAttribute.of(spec))));
        return new ConformanceDocument(List.of(STANDARD), SpecIndex.scan(root));
    }
}
