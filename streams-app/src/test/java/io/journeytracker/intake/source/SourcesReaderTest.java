package io.journeytracker.intake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import io.journeytracker.testing.Checkout;
import io.journeytracker.yaml.YamlProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SourcesReaderTest {

    private static final Map<String, String> VARIABLES =
            Map.of("SHOP_KEY_BEFORE", "key-of-before", "CALL_CENTRE_KEY", "key-of-calls");

    private final SourcesReader reader = new SourcesReader(name -> Optional.ofNullable(VARIABLES.get(name)));

    private Sources read(String yaml) {
        return reader.read(yaml, "sources.yaml");
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(InvalidSourcesException.class, () -> read(yaml)).problems().stream()
                .map(YamlProblem::toString)
                .toList();
    }

    @Test
    void theDocumentsExampleIsRead() {
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Checkout.read("docs/intake.md"));
        assertThat(example.find()).isTrue();
        Sources sources = read(example.group(1));

        Sender shop = sources.withKey("pk_live_7f3a91").orElseThrow();
        assertThat(sources.withKey("key-of-before")).contains(shop);
        assertThat(sources.withKey("pk_live_7f3a9")).isEmpty();
        assertThat(sources.withKey("")).isEmpty();
        assertThat(shop.events()).isEqualTo(new Rate(500, 2500));
        assertThat(shop.source().channel()).contains("web");
        assertThat(shop.source().touchpointClass()).contains(TouchpointClass.PRODUCT);
        assertThat(shop.source().rules())
                .containsExactly(new MappingRule(
                        Map.of("event", "Support *", "properties.page_path", "/help/*"),
                        Optional.of("chat"),
                        Optional.of(TouchpointClass.SERVICE),
                        Optional.of(Contact.DIRECT)));
        Sender calls = sources.withKey("key-of-calls").orElseThrow();
        assertThat(calls.origins().allow("https://shop.example")).isFalse();
        assertThat(calls.events()).isEqualTo(Sender.USUAL_EVENTS);
        assertThat(sources.requests()).isEqualTo(new Rate(100, 500));
        assertThat(sources.named("call-centre")).contains(calls.source());
    }

    @Test
    void everyMistakeIsToldAtOnceWithLineFieldAndExpectation() {
        List<String> problems = problems("""
                sources:
                  - name: "a shop"
                    keys: [good-key, good-key, "env:NOT_SET", "has blank"]
                    origins: ["shop.example"]
                    rate: {events: none}
                    chanel: web
                  - keys: other-key
                    class: nice
                    rules: [{when: {event: x}}]
                """);

        assertThat(problems)
                .hasSize(10)
                .anySatisfy(
                        each -> assertThat(each).startsWith("sources.yaml:2:11 sources[0].name: is a shop; expected"))
                .anySatisfy(each -> assertThat(each).contains("sources[0].keys[1]: is given twice"))
                .anySatisfy(each -> assertThat(each).contains("keys[2]: names the environment variable NOT_SET"))
                .anySatisfy(each -> assertThat(each).contains("keys[3]: is no write key; expected 4 to 200"))
                .anySatisfy(
                        each -> assertThat(each).contains("origins[0]: is shop.example; expected an origin such as"))
                .anySatisfy(each -> assertThat(each).contains("rate.events: is none; expected a number more than 0"))
                .anySatisfy(each -> assertThat(each).contains("chanel").contains("did you mean channel?"))
                .anySatisfy(each -> assertThat(each).contains("sources[1].name: is missing"))
                .anySatisfy(each -> assertThat(each).contains("sources[1].class: is nice; expected one of media"))
                .anySatisfy(each -> assertThat(each).contains("rules[0].set: is missing"));
        assertThat(String.join("\n", problems)).as("no key in a message").doesNotContain("has blank");
    }

    @Test
    void aRuleThatAsksForAFieldThatThereIsNotIsTold() {
        assertThat(problems("""
                sources:
                  - name: shop
                    keys: good-key
                    rules:
                      - when: {event: "A *", propertis.page_path: "/help/*"}
                        set: {channel: chat}
                      - when: {properties.: x, userId: u, traits.vip: "true", class: service}
                        set: {channel: chat}
                """))
                .hasSize(3)
                .anySatisfy(each -> assertThat(each)
                        .startsWith("sources.yaml:5:")
                        .contains("propertis.page_path: is no field of a touchpoint; expected event, channel, class"))
                .anySatisfy(each -> assertThat(each).contains("properties.: is no field"))
                .anySatisfy(each -> assertThat(each).contains("userId: is no field"));
    }

    @Test
    void anAddressMayHaveAShareOfAKey() {
        Sources sources = reader.read("""
                sources:
                  - name: shop
                    keys: good-key
                    rate: {events: 100, burst: 300, share: 0.25}
                """, "sources.yaml");
        assertThat(sources.withKey("good-key").orElseThrow().ofAddress()).isEqualTo(new Rate(25, 75));
        assertThat(problems("sources: [{name: shop, keys: good-key, rate: {share: 1.5}}]"))
                .singleElement()
                .asString()
                .contains("rate.share: is 1.5; expected a part of the rate");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        assertThat(catchThrowableOfType(
                                InvalidSourcesException.class, () -> reader.read(Path.of("nowhere", "sources.yaml")))
                        .getMessage())
                .contains("does not exist");
    }

    @Test
    void originsMatchExactlyOrByTheirPattern() {
        Origins origins = new Origins(List.of("https://shop.example", "https://*.shop.example", "http://localhost:*"));
        assertThat(List.of(
                        "https://shop.example",
                        "https://www.shop.example",
                        "https://a.b.shop.example",
                        "HTTPS://WWW.Shop.example",
                        "http://localhost",
                        "http://localhost:3000"))
                .allMatch(origins::allow);
        assertThat(List.of(
                        "http://shop.example",
                        "https://shop.example:8443",
                        "https://evilshop.example",
                        "https://shop.example.evil",
                        "https://evil/.shop.example",
                        "http://localhost:evil",
                        "null",
                        ""))
                .noneMatch(origins::allow);
        assertThat(Origins.ANY.allow("https://anything.example")).isTrue();
    }
}
