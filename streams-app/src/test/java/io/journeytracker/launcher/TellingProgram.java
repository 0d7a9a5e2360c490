package io.journeytracker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Stands where the launcher expects the program, and tells what it was given. */
final class TellingProgram {

    private static final String SOURCE = """
            package io.journeytracker.app;
            public final class Main {
                public static void main(String[] args) {
                    System.out.println("given " + String.join("|", args) + " greeting " + System.getProperty("greeting"));
                }
            }
            """;

    private TellingProgram() {}

    /** @param folder where it is compiled */
    static void pack(Path folder, Path jar) throws IOException {
        Path source = Files.writeString(folder.resolve("Main.java"), SOURCE);
        int compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("io/journeytracker/app/Main.class"));
            Files.copy(folder.resolve("io/journeytracker/app/Main.class"), out);
        }
    }
}
