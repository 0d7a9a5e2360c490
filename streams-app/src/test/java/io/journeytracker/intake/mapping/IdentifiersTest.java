package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    /** {@code printf ann@shop.example | sha256sum}. */
    private static final String ANN = "6a0bf011a1fc1e9a8add1728704b8ddb5d9d2701ae295a65452d9f1f1cf91be5";

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void anAddressInTraitsBecomesItsHashHoweverItIsWritten() {
        Map<String, String> one = Identifiers.of(Map.of(), json("{'email': ' Ann@Shop.example '}"), json("{}"));
        Map<String, String> other =
                Identifiers.of(Map.of(), json("{}"), json("{'traits': {'email': 'ann@shop.example'}}"));
        assertThat(one).isEqualTo(other).containsEntry("email", ANN);
    }

    @Test
    void whatIsGivenAwayIsAddedOnlyAsFarAsATouchpointHasRoom() {
        Map<String, String> own =
                IntStream.range(0, 19).boxed().collect(Collectors.toMap(i -> "kind-" + i, i -> "value"));
        Map<String, String> found = Identifiers.of(
                own, json("{'email': 'ann@shop.example', 'phone': '+4930123456'}"), json("{'device': {'id': 'd-1'}}"));
        assertThat(found).hasSize(20).containsAllEntriesOf(own).containsEntry("email", ANN);
    }

    @Test
    void aNumberIsItsDigits() {
        assertThat(Identifiers.of(Map.of(), json("{'phone': '+49 (30) 123-456'}"), json("{}")))
                .isEqualTo(Identifiers.of(Map.of(), json("{'phone': '+4930123456'}"), json("{}")))
                .containsOnlyKeys("phone");
    }

    @Test
    void theContextTellsOfDevicesAndForeignIds() {
        assertThat(
                        Identifiers.of(
                                Map.of(),
                                json("{}"),
                                json(
                                        "{'device': {'id': 'd-1'}, 'externalIds': [{'id': 'x-1', 'type': 'loyalty'}, {'id': 'x-2'}]}")))
                .isEqualTo(Map.of("device", "d-1", "external", "loyalty:x-1"));
    }

    @Test
    void whatTheMessageSaysItselfGoesFirstAndNonsenseIsNoIdentifier() {
        assertThat(Identifiers.of(
                        Map.of("email", "hash-of-ours"),
                        json("{'email': 'ann@shop.example', 'phone': '12'}"),
                        json("{'device': {'id': 7}}")))
                .isEqualTo(Map.of("email", "hash-of-ours"));
        assertThat(Identifiers.of(Map.of(), json("{'email': 'no address'}"), json("{}")))
                .isEmpty();
    }
}
