package io.journeytracker.grafana;

import io.journeytracker.testing.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Makes {@code docs/dashboard.png} of the running demo, by the Node program in {@code src/test/picture}; CONTRIBUTING.md says how to run
 * it.
 */
public final class DashboardPicture {

    private static final Path PROGRAM = Path.of("src/test/picture");
    /** Until rates have something to grow over. */
    private static final Duration WARM = Duration.ofSeconds(60);

    private DashboardPicture() {}

    /** @param height of the picture in pixels; none: the upper rows alone */
    public static void main(String[] height) throws Exception {
        Path picture = Checkout.root().resolve("docs/dashboard.png").toAbsolutePath();
        try (LiveStack stack = new LiveStack(Files.createTempDirectory("dashboard"))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> stack.said()
                    .contains("Ready after"));
            Awaitility.await().pollDelay(WARM).atMost(WARM.plusSeconds(10)).until(() -> true);
            List<String> command = new ArrayList<>(List.of(
                    "node",
                    "picture.js",
                    stack.addresses("").prometheus(),
                    picture.normalize().toString()));
            command.addAll(List.of(height));
            Program.Ended ended = Program.run(PROGRAM, command.toArray(new String[0]));
            if (ended.code() != 0) {
                throw new IllegalStateException(ended.output());
            }
            System.out.println(ended.output());
        }
    }
}
