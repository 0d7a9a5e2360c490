package io.journeytracker.dev;

import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps Kafka, which as a process of its own ends with its faults, from ending the process that it is a guest of. */
final class EmbeddedFaults {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedFaults.class);

    private EmbeddedFaults() {}

    /** What Kafka calls for a fault; logged, also where Kafka would end the process. */
    static FaultHandler handler(String name, boolean fatal, Runnable action) {
        return (what, cause) -> {
            log.error("Embedded broker, {}: {}: {}", name, what, String.valueOf(cause));
            log.debug("Where it happened", cause);
            action.run();
            return new IllegalStateException("Embedded broker, " + name + ": " + what, cause);
        };
    }

    /** Makes Kafka's own exits throw. They are the process's, not one broker's; setting them again changes nothing. */
    static void forbidExit() {
        Exit.setExitProcedure(EmbeddedFaults::refuse);
        Exit.setHaltProcedure(EmbeddedFaults::refuse);
    }

    private static void refuse(int status, String message) {
        log.error("The embedded broker failed and wanted to end the process with status {}: {}", status, message);
        throw new IllegalStateException("The embedded broker failed: " + message);
    }
}
