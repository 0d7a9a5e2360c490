package io.journeytracker.testing;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.maps.MapFile;
import io.journeytracker.runtime.JourneyTracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance of the application as a process of its own, to be killed in tests. It ends when the test's process does. */
public final class AppProcess implements AutoCloseable {

    private final ChildJvm process;

    private AppProcess(ChildJvm process) {
        this.process = process;
    }

    /**
     * Starts an instance that lets time pass.
     *
     * @param map a file; published first
     */
    public static AppProcess start(Map<String, String> settings, Path state, Path map) {
        List<String> arguments = new ArrayList<>(List.of(state.toString(), map.toString()));
        settings.forEach((key, value) -> arguments.add(key + "=" + value));
        return new AppProcess(ChildJvm.start("application process", Child.class, arguments));
    }

    /** Where {@code /metrics} is, once the instance serves. */
    public String address() {
        return process.address();
    }

    /** Ends the process at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    /** What runs in the process. */
    public static final class Child {

        private Child() {}

        /** Runs until standard input ends, which it does with the process that started this one. */
        public static void main(String[] args) throws IOException {
            Map<String, String> settings = new HashMap<>();
            for (String argument : List.of(args).subList(2, args.length)) {
                int equals = argument.indexOf('=');
                settings.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
            MockSchemas.register(settings);
            MapFile map = MapFile.read(Path.of(args[1]), LocalDate.EPOCH);
            JourneyConfig config =
                    JourneyConfig.from(new Settings().set(settings)).withStateIn(Path.of(args[0]));
            try (JourneyTracker tracker = new JourneyTracker(config).start(List.of(map))) {
                tracker.startTicks();
                tracker.failure().whenComplete((nothing, why) -> System.out.println("failed: " + why));
                System.out.println(ChildJvm.SERVING + tracker.address());
                while (System.in.read() >= 0) {
                    continue;
                }
            }
        }
    }
}
