package io.journeytracker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What docs/alerts.md has a team do in its first five minutes, done to the letter in a folder of the test's own: files written by its commands, its receiver started,
 * its options for the demo. Only the port is any free one.
 */
final class DocumentedDesk implements AutoCloseable {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## A webhook in five minutes$(.*?)^## ");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```$\n(.*?)^```$");
    private static final Pattern LISTENING = Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)");
    private static final String RECEIVER = "python3 desk/receiver.py\n";
    private static final String DEMO = "./journey demo ";
    private static final String PORT = "9000";

    private final Path folder;
    private final List<String> blocks;
    private Process receiver;

    DocumentedDesk(Path folder) throws IOException {
        this.folder = folder;
        Matcher section = SECTION.matcher(Checkout.read("docs/alerts.md"));
        assertThat(section.find()).as("the section").isTrue();
        blocks = BLOCK.matcher(section.group(1))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        for (String block : blocks) {
            if (block.startsWith("mkdir ") || block.startsWith("cat > ")) {
                run(block.replace(RECEIVER, ""));
            }
        }
        if (isPython()) {
            replacePort("desk/receiver.py", "0");
            receiver = start(List.of(RECEIVER.strip().split(" ")));
            try {
                Matcher listening = LISTENING.matcher("");
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> listening.reset(printed()).find());
                replacePort("desk/alerts.yaml", listening.group(1));
            } catch (IOException | RuntimeException | AssertionError notReady) {
                close();
                throw notReady;
            }
        }
    }

    /** Whether the machine has what the section asks for. */
    static boolean isPython() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "python3")));
    }

    private void run(String commands) throws IOException {
        try {
            int code = start(List.of("sh", "-eu", "-c", commands)).waitFor();
            assertThat(code).as(commands + printed()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile())
                .start();
    }

    private void replacePort(String file, String port) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).as(file).contains(PORT);
        Files.writeString(path, text.replace(PORT, port));
    }

    /** The options that the demo is to be started with; none where there is no receiver. */
    List<String> options() {
        if (receiver == null) {
            return List.of();
        }
        String line = blocks.stream()
                .filter(block -> block.startsWith(DEMO))
                .findFirst()
                .orElseThrow();
        return Stream.of(line.strip().substring(DEMO.length()).split(" "))
                .map(word -> word.startsWith("desk/") ? folder.resolve(word).toString() : word)
                .toList();
    }

    /** What the receiver has printed. */
    String printed() throws IOException {
        return Files.readString(folder.resolve("printed"));
    }

    @Override
    public void close() {
        if (receiver != null) {
            receiver.destroy();
        }
    }
}
