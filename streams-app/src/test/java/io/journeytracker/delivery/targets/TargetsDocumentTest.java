package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.testing.Checkout;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Problems;
import io.journeytracker.yaml.Value;
import io.journeytracker.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/alert-targets.md, held to the code. */
class TargetsDocumentTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsReadWithoutAProblem() {
        Matcher examples = YAML.matcher(Checkout.read("docs/alert-targets.md"));
        List<String> types = new ArrayList<>();
        while (examples.find()) {
            Problems problems = new Problems("docs/alert-targets.md");
            Block block = new YamlDocument(problems, "a target")
                    .parse(examples.group(1))
                    .map(node -> new Value(node, "", problems))
                    .flatMap(list -> list.items().get(0).block())
                    .orElseThrow();
            assertThat(block.has("id")).isTrue();
            String type = block.value("type").flatMap(Value::text).orElseThrow();
            TargetTypes.named(type).settings(block);
            block.end();
            assertThat(problems.sorted()).as(type).isEmpty();
            types.add(type);
        }
        assertThat(types).containsExactly("slack", "pagerduty", "alertmanager", "email");
    }
}
