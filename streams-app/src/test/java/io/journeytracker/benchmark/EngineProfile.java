package io.journeytracker.benchmark;

/** Runs the engine's benchmark alone, for a profiler: see docs/measuring.md. */
final class EngineProfile {

    private EngineProfile() {}

    public static void main(String[] args) {
        new EngineBenchmarkTest().touchpoints_a_second_on_one_core();
    }
}
