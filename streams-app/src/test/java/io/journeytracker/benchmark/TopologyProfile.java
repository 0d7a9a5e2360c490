package io.journeytracker.benchmark;

import java.nio.file.Files;

/** Runs the topology's benchmark alone, for a profiler: see CONTRIBUTING.md. */
final class TopologyProfile {

    private TopologyProfile() {}

    public static void main(String[] args) throws Exception {
        TopologyBenchmarkTest benchmark = new TopologyBenchmarkTest();
        benchmark.dir = Files.createTempDirectory("journey-benchmark");
        benchmark.the_topology_against_a_plain_consumer();
    }
}
