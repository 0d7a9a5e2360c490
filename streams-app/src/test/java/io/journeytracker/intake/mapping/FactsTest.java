package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {

    @Test
    void scalarsKeepTheirKind() {
        assertThat(of("{'text': 't', 'whole': 3, 'decimal': 2.5, 'flag': false, 'nothing': null}"))
                .containsOnly(entry("text", "t"), entry("whole", 3L), entry("decimal", 2.5), entry("flag", false));
    }

    @Test
    void aWholeNumberTooLargeIsADecimal() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("n", BigInteger.TEN.pow(30));

        assertThat(of(node)).containsOnly(entry("n", 1e30));
    }

    @Test
    void objectsAreFlattenedThreeLevelsDeep() {
        assertThat(of("{'a': {'b': {'c': 1, 'd': {'e': 2}}}, 'x.y': 3, 'x': {'y': 4}}"))
                .containsOnly(entry("a.b.c", 1L), entry("a.b.d", "{\"e\":2}"), entry("x.y", 3L));
    }

    @Test
    void arraysAreTextAndTheirLength() {
        assertThat(of("{'products': [{'sku': 's'}, {'sku': 't'}]}"))
                .containsOnly(entry("products", "[{\"sku\":\"s\"},{\"sku\":\"t\"}]"), entry("products.count", 2L));
    }

    @Test
    void beyondTheBoundsItIsCutAndCounted() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("long", "x".repeat(Facts.MAX_TEXT + 1));
        node.put("n".repeat(Facts.MAX_NAME + 1), 1);
        for (int i = 0; i < 150; i++) {
            node.put("k" + i, i);
        }

        Map<String, Object> facts = of(node);

        assertThat(facts).hasSize(Facts.MAX_KEYS).containsEntry(Facts.CUT, 2L + 150 - 98);
        assertThat(facts.get("long")).asString().hasSize(Facts.MAX_TEXT);
        assertThat(facts).containsKeys("k0", "k97").doesNotContainKey("k98");
    }

    private static Map<String, Object> of(String json) {
        return of(Mapped.json(json));
    }

    private static Map<String, Object> of(ObjectNode node) {
        Facts facts = new Facts();
        facts.addAll(node);
        return facts.toMap();
    }
}
