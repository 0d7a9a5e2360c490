package io.journeytracker.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The packaged program behind its launcher, installed in a folder of its own, so that it never builds. */
final class Program {

    private static final int PATIENCE_SECONDS = 180;

    record Outcome(int exitCode, String out, String err) {

        String all() {
            return out + err;
        }
    }

    private final Path home;
    private String java = System.getProperty("java.home");
    private int runs;

    /** @param home an empty folder; what the program writes goes there too */
    Program(Path home) throws IOException {
        this(home, part -> true);
    }

    /** As it is in production: without the broker of development and what it needs. */
    static Program inProduction(Path home) throws IOException {
        return new Program(home, part -> !part.equals("lib-dev") && !part.endsWith("-dev.jar"));
    }

    private Program(Path home, Predicate<String> wanted) throws IOException {
        this.home = home;
        Path root = Path.of(System.getProperty("journey.root", "..")).toRealPath();
        Files.copy(root.resolve("journey"), home.resolve("journey")).toFile().setExecutable(true);
        try (Stream<Path> parts = Files.list(root.resolve("streams-app/target/app"))) {
            for (Path part : parts.filter(each -> wanted.test(each.getFileName().toString()))
                    .toList()) {
                Files.createSymbolicLink(home.resolve(part.getFileName()), part);
            }
        }
    }

    /** @param java the folder of the Java that runs it from now on; without: that of the tests */
    Program on(String java) {
        this.java = java;
        return this;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).outcome();
    }

    Running start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /** @param options for the virtual machine, without spaces */
    Running start(List<String> options, String... arguments) throws IOException {
        runs++;
        List<String> command = new ArrayList<>(withInterrupts());
        command.add(home.resolve("journey").toString());
        command.addAll(List.of(arguments));
        Path out = home.resolve("out" + runs);
        Path err = home.resolve("err" + runs);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", java);
        builder.environment().put("JOURNEY_JAVA_OPTS", "-XX:TieredStopAtLevel=1 " + String.join(" ", options));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new Running(builder.start(), out, err);
    }

    /** A build that runs in the background may ignore Ctrl-C, and its children with it unless they are told otherwise. */
    private static List<String> withInterrupts() throws IOException {
        List<String> env = List.of("env", "--default-signal=INT");
        try {
            boolean known = new ProcessBuilder(Stream.concat(env.stream(), Stream.of("true"))
                                    .toList())
                            .start()
                            .waitFor()
                    == 0;
            return known ? env : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** A run that has not ended yet. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {

        String told() throws IOException {
            return Files.readString(out, StandardCharsets.UTF_8);
        }

        /** What Ctrl-C sends. */
        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        Outcome outcome() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("It did not end in " + PATIENCE_SECONDS + " s; it said: " + told()
                        + Files.readString(err, StandardCharsets.UTF_8));
            }
            return new Outcome(process.exitValue(), told(), Files.readString(err, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
