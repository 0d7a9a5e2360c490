package io.journeytracker.registry;

import io.journeytracker.testing.RegistryProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract against Apicurio Registry, whose compatibility level is NONE until one is set. */
@Tag("registry")
class ApicurioRegistryTest extends RegistryContract {

    private static RegistryProcess registry;

    @BeforeAll
    static void startRegistry() {
        registry = RegistryProcess.start();
    }

    @AfterAll
    static void endRegistry() {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    String url() {
        return registry.url();
    }
}
