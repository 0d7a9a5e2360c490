package io.journeytracker.delivery.targets;

import io.journeytracker.config.InternalReceivers;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import io.journeytracker.yaml.YamlProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens targets as a file of subscriptions writes them, with secrets in a directory of their own. */
final class TargetFixture implements AutoCloseable {

    private final Path secrets;
    private final OutboundHttp http = new OutboundHttp(InternalReceivers.parse("127.0.0.0/8"));
    private final Clock clock;

    TargetFixture(Path secrets) {
        this(secrets, Clock.fixed(Samples.DUE.plusSeconds(60), ZoneOffset.UTC));
    }

    TargetFixture(Path secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    void secret(String name, String value) throws IOException {
        Files.writeString(secrets.resolve(name), value + "\n");
    }

    TargetResources resources() {
        return new TargetResources(new Secrets(Optional.of(secrets)), http, Map.of(), clock);
    }

    Target open(String type, String yaml) {
        return TargetTypes.named(type)
                .open(new TargetDefinition("t", type, 10, 4, List.of(), settings(type, yaml)), resources());
    }

    static Object settings(String type, String yaml) {
        Problems problems = new Problems("targets.yaml");
        Object settings = TargetTypes.named(type).settings(block(problems, yaml));
        if (!problems.none()) {
            throw new IllegalArgumentException(problems.sorted().toString());
        }
        return settings;
    }

    static List<String> problems(String type, String yaml) {
        Problems problems = new Problems("targets.yaml");
        TargetTypes.named(type).settings(block(problems, yaml));
        return problems.sorted().stream().map(YamlProblem::toString).toList();
    }

    private static Block block(Problems problems, String yaml) {
        return new YamlDocument(problems, "a target")
                .parse(yaml)
                .map(node -> new Value(node, "", problems))
                .flatMap(Value::block)
                .orElseThrow();
    }

    @Override
    public void close() {
        http.close();
    }
}
