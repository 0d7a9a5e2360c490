package io.journeytracker.intake.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.journeytracker.intake.message.Item;
import io.journeytracker.intake.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description for programs says what the endpoint does. */
class OpenApiTest {

    private static final TouchpointsProtocol PROTOCOL = new TouchpointsProtocol();
    private static final JsonNode DESCRIPTION = description();

    private static JsonNode description() {
        Route.Question question = (Route.Question) PROTOCOL.routes().stream()
                .filter(route -> route.pattern().equals("/openapi.json"))
                .findFirst()
                .orElseThrow();
        try {
            return new JsonMapper()
                    .readTree(question.respond().respond(request("")).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static IntakeRequest request(String body) {
        return new IntakeRequest(
                TouchpointsProtocol.PATH,
                Map.of(),
                Map.of(),
                Map.of("x-write-key", "k"),
                body.getBytes(StandardCharsets.UTF_8),
                0);
    }

    @Test
    void itIsOpenApiAndNamesTheRoutesAndTheFields() {
        assertThat(DESCRIPTION.get("openapi").textValue()).startsWith("3.1");
        List<String> described = new ArrayList<>();
        DESCRIPTION.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(PROTOCOL.routes().stream()
                        .filter(Route.Messages.class::isInstance)
                        .map(Route.Messages.class::cast)
                        .map(route -> route.method() + " " + route.pattern()))
                .containsExactlyElementsOf(described);
        List<String> fields = new ArrayList<>();
        DESCRIPTION.at("/components/schemas/Touchpoint/properties").fieldNames().forEachRemaining(fields::add);
        assertThat(fields).isEqualTo(TouchpointElement.FIELDS);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        DESCRIPTION.findValuesAsText("$ref").forEach(reference -> assertThat(
                        DESCRIPTION.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"u\",\"event\":\"A\"}",
                "{\"anonymousId\":\"a\",\"event\":\"A\",\"time\":1700000000000,\"score\":{\"kind\":\"nps\",\"value\":9}}",
                "{\"userId\":\"u\",\"event\":\"A\",\"time\":\"2026-03-02T09:12:00Z\",\"value\":9.5,\"currency\":\"EUR\"}",
                "{\"userId\":\"u\",\"event\":\"A\",\"sentiment\":\"good\"}",
                "{\"userId\":7,\"event\":\"A\"}",
                "{\"userId\":\"u\"}",
                "{\"userId\":\"u\",\"event\":\"A\",\"evnt\":\"B\"}",
                "{\"userId\":\"u\",\"event\":\"A\",\"properties\":[]}",
                "{\"userId\":\"u\",\"event\":\"A\",\"score\":{\"value\":9}}",
                "[]"
            })
    void theSchemaAndTheEndpointAgreeOnWhatATouchpointIs(String body) throws Exception {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new JsonMapper()
                        .createObjectNode()
                        .put("$ref", "#/components/schemas/Touchpoint")
                        .set("components", DESCRIPTION.get("components")));
        JsonNode element = new JsonMapper().readTree(body);
        Item item = TouchpointElement.read(element, () -> new byte[0]);
        assertThat(item instanceof Message)
                .as(item.toString())
                .isEqualTo(schema.validate(element).isEmpty());
    }
}
