package io.journeytracker.grafana;

import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@code grafana/dashboards} from {@code grafana/source}; CONTRIBUTING.md says how to run it. */
public final class DashboardWriter {

    private DashboardWriter() {}

    static Path folder() {
        return Checkout.root().resolve("grafana/dashboards");
    }

    public static void main(String[] none) throws IOException {
        for (Map.Entry<String, String> dashboard : DashboardSource.all().entrySet()) {
            Files.writeString(folder().resolve(dashboard.getKey()), dashboard.getValue());
            System.out.println(folder().resolve(dashboard.getKey()).normalize());
        }
    }
}
