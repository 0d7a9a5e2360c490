package io.journeytracker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.app.Main;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents point to is there: files, headings, commands, options. */
class LinksAndCommandsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern COMMAND = Pattern.compile("\\./journey((?: +\\S+|\\\\\\n)*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private static final Map<String, CommandLine> COMMANDS =
            Main.commandLine(new StopSignal()).getSubcommands();

    static Stream<String> documents() throws IOException {
        Path root = Checkout.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            List<Path> all = new ArrayList<>(
                    docs.filter(file -> file.toString().endsWith(".md")).toList());
            all.add(root.resolve("README.md"));
            all.add(root.resolve("CONTRIBUTING.md"));
            return all.stream().map(file -> root.relativize(file).toString()).sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(String document) {
        Path folder = Checkout.root().resolve(document).getParent();
        List<String> broken = LINK.matcher(Checkout.read(document))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://"))
                .filter(link -> !resolves(folder, document, link))
                .toList();
        assertThat(broken).as("broken links in " + document).isEmpty();
    }

    private static boolean resolves(Path folder, String document, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? Checkout.root().resolve(document) : folder.resolve(parts[0]);
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || HEADING.matcher(Checkout.read(
                                Checkout.root().relativize(file.normalize()).toString()))
                        .results()
                        .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandAndOptionExists(String document) {
        List<String> unknown = new ArrayList<>();
        COMMAND.matcher(Checkout.read(document))
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .filter(words -> words.matches("(?s)[a-z].*"))
                .forEach(words -> check(words, unknown));
        assertThat(unknown).as("unknown commands in " + document).isEmpty();
    }

    private static void check(String words, List<String> unknown) {
        String name = words.split("[^a-z-]", 2)[0];
        CommandLine command = COMMANDS.get(name);
        if (command == null) {
            unknown.add(words);
            return;
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        OPTION.matcher(words.lines().findFirst().orElseThrow())
                .results()
                .map(MatchResult::group)
                .filter(option -> !options.contains(option))
                .forEach(option -> unknown.add(name + " " + option));
    }
}
