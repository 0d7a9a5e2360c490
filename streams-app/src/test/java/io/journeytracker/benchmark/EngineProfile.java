package io.journeytracker.benchmark;

/** Runs the engine's benchmark alone, for a profiler: see CONTRIBUTING.md. */
final class EngineProfile {

    private EngineProfile() {}

    public static void main(String[] args) {
        new EngineBenchmarkTest().touchpoints_a_second_on_one_core();
    }
}
