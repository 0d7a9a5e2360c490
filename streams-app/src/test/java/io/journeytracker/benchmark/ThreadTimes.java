package io.journeytracker.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time by group of threads between two moments: what a run costs besides the stream thread. Threads that ended in
 * between and the virtual machine's own (compiler, collector) count as the rest of the process.
 */
final class ThreadTimes {

    private static final double NANOS = 1e9;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final com.sun.management.OperatingSystemMXBean process =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Long, Long> before = new HashMap<>();
    private final long processBefore;
    private final long began = System.nanoTime();

    ThreadTimes() {
        for (long id : threads.getAllThreadIds()) {
            before.put(id, threads.getThreadCpuTime(id));
        }
        processBefore = process.getProcessCpuTime();
    }

    /** Seconds of processor time since this was made, by group, in Markdown. */
    String table(int touchpoints) {
        Map<String, Double> groups = new TreeMap<>();
        double known = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null) {
                double seconds = (threads.getThreadCpuTime(id) - before.getOrDefault(id, 0L)) / NANOS;
                groups.merge(group(info.getThreadName()), seconds, Double::sum);
                known += seconds;
            }
        }
        groups.put("compiler, collector, ended threads", (process.getProcessCpuTime() - processBefore) / NANOS - known);
        StringBuilder table = new StringBuilder("| threads | µs a touchpoint |\n|---|---|\n");
        groups.forEach((name, seconds) -> table.append("| %s | %.2f |\n".formatted(name, seconds * 1e6 / touchpoints)));
        return table.append("| wall clock | %.2f |\n".formatted((System.nanoTime() - began) / 1e3 / touchpoints))
                .toString();
    }

    private static String group(String thread) {
        if (thread.contains("StreamThread") && !thread.contains("producer") && !thread.contains("admin")) {
            return "stream thread";
        }
        if (thread.startsWith("http")) {
            return "http: requests, mapping, Avro, handing over";
        }
        if (thread.startsWith("kafka-producer-network-thread")) {
            return "producer's network thread";
        }
        if (thread.startsWith("data-plane") || thread.contains("kafka-socket") || thread.startsWith("executor-")) {
            return "broker: network and requests";
        }
        return "everything else";
    }
}
