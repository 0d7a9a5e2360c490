package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.journeytracker.intake.message.Batch;
import io.journeytracker.intake.message.Message;
import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.intake.source.MappingRule;
import io.journeytracker.intake.source.Source;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TouchpointMapperTest {

    @Test
    void whoWhatAndWhen() throws Exception {
        Mapped mapped = Mapped.track(" Order Completed ");
        mapped.message().anonymousId("a-1").time(Mapped.RECEIVED_AT - 5_000);

        Touchpoint touchpoint = mapped.touchpoint();

        assertThat(touchpoint.getMessageId()).isEqualTo("m-1");
        assertThat(touchpoint.getUserId()).isEqualTo("u-1");
        assertThat(touchpoint.getAnonymousId()).isEqualTo("a-1");
        assertThat(touchpoint.getEvent()).isEqualTo("Order Completed");
        assertThat(touchpoint.getTime()).isEqualTo(Mapped.RECEIVED_AT - 5_000);
        assertThat(touchpoint.getReceivedAt()).isEqualTo(Mapped.RECEIVED_AT);
        assertThat(touchpoint.getSource()).isEqualTo("shop");
        assertThat(touchpoint.getChannel()).isNull();
        assertThat(touchpoint.getSentiment()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PAGE, Page Viewed",
        "SCREEN, Screen Viewed",
        "IDENTIFY, User Identified",
        "GROUP, Group Joined",
        "ALIAS, User Aliased"
    })
    void callsHaveEventsOfTheirOwn(MessageKind kind, String event) throws Exception {
        assertThat(Mapped.of(kind).touchpoint().getEvent()).isEqualTo(event);
    }

    @Test
    void namesAndIdsOfCallsBecomeProperties() throws Exception {
        Mapped page = Mapped.of(MessageKind.PAGE);
        page.message().event("Home");
        assertThat(page.touchpoint().getProperties()).containsEntry("name", "Home");
        assertThat(page.properties("{'name': 'Own'}").touchpoint().getProperties())
                .containsEntry("name", "Own");

        Mapped group = Mapped.of(MessageKind.GROUP);
        group.message().groupId("g-1");
        assertThat(group.touchpoint().getProperties()).containsEntry("group_id", "g-1");

        Mapped alias = Mapped.of(MessageKind.ALIAS);
        alias.message().previousId("a-1");
        assertThat(alias.touchpoint().getProperties()).containsEntry("previous_id", "a-1");
        assertThat(alias.touchpoint().getPreviousId()).isEqualTo("a-1");
    }

    @Test
    void identifiersAndConsentInOurOwnTerms() throws Exception {
        Touchpoint touchpoint = Mapped.track("Seen")
                .context("{'journey': {'identifiers': {'loyalty': 'l-7'}, 'consent': false}}")
                .touchpoint();
        assertThat(touchpoint.getIdentifiers()).isEqualTo(Map.of("loyalty", "l-7"));
        assertThat(touchpoint.getConsent()).isFalse();
        assertThat(Mapped.track("Seen").touchpoint().getConsent()).isNull();
    }

    /** RudderStack's client for browsers gives its own name and version as the app's. */
    @Test
    void aClientThatCallsItselfTheAppIsNone() throws Exception {
        assertThat(Mapped.track("E")
                        .context("{'app': {'name': 'RudderLabs JavaScript SDK', 'version': '3.34.1',"
                                + " 'namespace': 'com.rudderlabs.javascript'}}")
                        .touchpoint()
                        .getProperties())
                .isEmpty();
    }

    @Test
    void theContextsFactsAreAddedWithoutOverwritingTheSenders() throws Exception {
        Touchpoint touchpoint = Mapped.track("E")
                .properties("{'page_title': 'own', 'n': 1}")
                .traits("{'segment': 'loyal', 'address': {'city': 'Bonn'}}")
                .context("""
                        {'page': {'url': 'https://Shop.example:8080/a/b?utm_source=news&utm_campaign=spring%20sale#x',
                                  'title': 'theirs', 'referrer': 'https://www.google.com/'},
                         'campaign': {'medium': 'email'}, 'locale': 'de-DE', 'sessionId': 17, 'groupId': 'g-1',
                         'userAgent': 'Mozilla/5.0 (iPhone) Mobile/15E148'}
                        """)
                .touchpoint();

        assertThat(touchpoint.getProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("page_title", "own"),
                        entry("n", 1L),
                        entry("page_url", "https://Shop.example:8080/a/b?utm_source=news&utm_campaign=spring%20sale#x"),
                        entry("page_host", "shop.example"),
                        entry("page_path", "/a/b"),
                        entry("referrer", "https://www.google.com/"),
                        entry("referrer_host", "www.google.com"),
                        entry("utm_medium", "email"),
                        entry("utm_source", "news"),
                        entry("utm_campaign", "spring sale"),
                        entry("locale", "de-DE"),
                        entry("session_id", "17"),
                        entry("group_id", "g-1"),
                        entry("device", "mobile")));
        assertThat(touchpoint.getTraits()).containsOnly(entry("segment", "loyal"), entry("address.city", "Bonn"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'total': 59.9, 'revenue': 50, 'currency': 'eur'} | 59.9 | EUR",
                "{'revenue': '50.25', 'currency': 'USD'} | 50.25 | USD",
                "{'value': 7} | 7 |",
                "{'total': 'much', 'value': 3, 'currency': 'Euro'} | 3 |",
                "{'total': null, 'currency': 'EUR'} | |",
                "{'total': 'NaN'} | |",
            })
    void worth(String properties, Double value, String currency) throws Exception {
        Touchpoint touchpoint = Mapped.track("E").properties(properties).touchpoint();

        assertThat(touchpoint.getValue()).isEqualTo(value);
        assertThat(touchpoint.getCurrency()).isEqualTo(currency);
    }

    @Test
    void theMessagesOwnWordGoesBeforeEverything() throws Exception {
        Touchpoint touchpoint = Mapped.track("Survey Answered")
                .properties("{'nps': 2, 'sentiment': -1, 'comment': 'no', 'total': 1, 'currency': 'USD'}")
                .context("""
                        {'journey': {'channel': 'phone', 'class': 'service', 'contact': 'direct', 'sentiment': 0.25,
                                     'score': {'kind': 'csat', 'value': 4}, 'comment': 'yes', 'value': 2, 'currency': 'EUR'}}
                        """)
                .source(new Source(
                        "shop",
                        Optional.of("store"),
                        Optional.of(TouchpointClass.PRODUCT),
                        List.of(new MappingRule(
                                Map.of("event", "*"),
                                Optional.of("chat"),
                                Optional.of(TouchpointClass.MEDIA),
                                Optional.of(Contact.INDIRECT)))))
                .touchpoint();

        assertThat(touchpoint.getChannel()).isEqualTo("phone");
        assertThat(touchpoint.getTouchpointClass()).isEqualTo(TouchpointClass.SERVICE);
        assertThat(touchpoint.getContact()).isEqualTo(Contact.DIRECT);
        assertThat(touchpoint.getSentiment()).isEqualTo(0.25);
        assertThat(touchpoint.getScore()).isEqualTo(new Score(ScoreKind.CSAT, 4.0));
        assertThat(touchpoint.getComment()).isEqualTo("yes");
        assertThat(touchpoint.getValue()).isEqualTo(2);
        assertThat(touchpoint.getCurrency()).isEqualTo("EUR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'journey': 'store'} | context.journey",
                "{'journey': {'channel': 3}} | context.journey.channel",
                "{'journey': {'class': 'shop'}} | context.journey.class",
                "{'journey': {'contact': 'unknown'}} | context.journey.contact",
                "{'journey': {'sentiment': 1.1}} | context.journey.sentiment",
                "{'journey': {'score': {'kind': 'nps', 'value': 11}}} | context.journey.score.value",
                "{'journey': {'score': {'kind': 'stars', 'value': 1}}} | context.journey.score.kind",
                "{'journey': {'score': 9}} | context.journey.score.kind",
                "{'journey': {'currency': 'Euro'}} | context.journey.currency",
                "{'journey': {'value': 'much'}} | context.journey.value",
            })
    void theMessagesOwnWordIsChecked(String context, String field) {
        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(() -> Mapped.track("E").context(context).touchpoint())
                .withMessageContaining("expected")
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void theFirstRuleThatMatchesGoesBeforeWhatIsFoundOutAndThatBeforeTheDefault() throws Exception {
        Source source = new Source(
                "shop",
                Optional.of("phone"),
                Optional.of(TouchpointClass.SERVICE),
                List.of(
                        new MappingRule(
                                Map.of("event", "Page *", "properties.page_path", "/magazine/*"),
                                Optional.empty(),
                                Optional.of(TouchpointClass.MEDIA),
                                Optional.empty()),
                        new MappingRule(
                                Map.of("channel", "web", "traits.vip", "true"),
                                Optional.of("store"),
                                Optional.empty(),
                                Optional.of(Contact.DIRECT))));

        Touchpoint magazine = page("/magazine/1").source(source).touchpoint();
        assertThat(magazine.getChannel()).isEqualTo("web");
        assertThat(magazine.getTouchpointClass()).isEqualTo(TouchpointClass.MEDIA);

        Touchpoint vip = page("/").traits("{'vip': true}").source(source).touchpoint();
        assertThat(vip.getChannel()).isEqualTo("store");
        assertThat(vip.getTouchpointClass()).isEqualTo(TouchpointClass.SERVICE);
        assertThat(vip.getContact()).isEqualTo(Contact.DIRECT);

        Touchpoint call = Mapped.track("Call Logged").source(source).touchpoint();
        assertThat(call.getChannel()).isEqualTo("phone");
    }

    private static Mapped page(String path) {
        return Mapped.of(MessageKind.PAGE).context("{'page': {'url': 'https://shop.example" + path + "'}}");
    }

    @Test
    void whatCannotBeATouchpointIsRefusedByItsField() {
        refused("userId", Mapped.track("E"), message -> message.userId(" "));
        refused("userId", Mapped.track("E"), message -> message.userId("u".repeat(513)));
        refused("messageId", Mapped.track("E"), message -> message.messageId("m".repeat(513)));
        refused("event", Mapped.track(" "), message -> {});
        refused("event", Mapped.track("e".repeat(257)), message -> {});
        refused("time", Mapped.track("E"), message -> message.time(-3_000_000_000_000L));
        refused("sentAt", Mapped.track("E"), message -> message.time(0).sentAt(Long.MAX_VALUE));
    }

    private static void refused(String field, Mapped mapped, Consumer<Message.Builder> change) {
        change.accept(mapped.message());
        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(mapped::touchpoint)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void aBatchIsCorrectedByOneOffset() throws Exception {
        TouchpointMapper mapper = new TouchpointMapper();
        long hour = 3_600_000;
        Message first = Message.of(MessageKind.TRACK)
                .anonymousId("d")
                .event("E")
                .time(Mapped.RECEIVED_AT - hour - 2_000)
                .sentAt(Mapped.RECEIVED_AT - hour - 1_500)
                .build();
        Message second = Message.of(MessageKind.TRACK)
                .anonymousId("d")
                .event("E")
                .time(Mapped.RECEIVED_AT - hour - 1_000)
                .build();
        Batch batch = Batch.live("k", Mapped.RECEIVED_AT - hour, List.of(first, second));

        assertThat(mapper.map(first, batch, new Source("s"), Mapped.RECEIVED_AT).getTime())
                .isEqualTo(Mapped.RECEIVED_AT - 2_000);
        assertThat(mapper.map(second, batch, new Source("s"), Mapped.RECEIVED_AT)
                        .getTime())
                .isEqualTo(Mapped.RECEIVED_AT - 1_000);
    }

    @Test
    void withoutADeviceNoClockIsCorrected() throws Exception {
        TouchpointMapper mapper = new TouchpointMapper();
        long hour = 3_600_000;
        long yesterday = Mapped.RECEIVED_AT - 24 * hour;
        Message slow = Message.of(MessageKind.TRACK)
                .userId("u")
                .event("E")
                .time(Mapped.RECEIVED_AT - hour)
                .sentAt(Mapped.RECEIVED_AT - hour)
                .build();
        Message right = Message.of(MessageKind.TRACK)
                .userId("u")
                .event("E")
                .time(yesterday)
                .sentAt(Mapped.RECEIVED_AT)
                .build();
        for (Message each : List.of(slow, right)) {
            assertThat(mapper.map(
                                    each,
                                    Batch.live("k", Message.NO_TIME, List.of(each)),
                                    new Source("s"),
                                    Mapped.RECEIVED_AT)
                            .getTime())
                    .as("two backends of one customer")
                    .isEqualTo(each.time());
        }
    }

    @Test
    void whatIsKnownToBeTheTrueTimeIsNotCorrected() throws Exception {
        Message message = Message.of(MessageKind.TRACK)
                .anonymousId("d")
                .event("E")
                .time(Mapped.RECEIVED_AT - 5_000)
                .trueTime(true)
                .sentAt(Mapped.RECEIVED_AT - 3_600_000)
                .build();
        assertThat(new TouchpointMapper()
                        .map(
                                message,
                                Batch.live("k", message.sentAt(), List.of(message)),
                                new Source("s"),
                                Mapped.RECEIVED_AT)
                        .getTime())
                .isEqualTo(Mapped.RECEIVED_AT - 5_000);
    }

    @Test
    void aCommentThatIsCutIsCounted() throws Exception {
        Touchpoint touchpoint = Mapped.track("E")
                .context("{'journey': {'comment': '" + "c".repeat(2_001) + "'}}")
                .touchpoint();
        assertThat(touchpoint.getComment()).hasSize(2_000);
        assertThat(touchpoint.getProperties()).containsEntry("intake_cut", 1L);
    }

    @Test
    void withoutATimeItIsTheTimeOfReceipt() throws Exception {
        assertThat(Mapped.track("E").touchpoint().getTime()).isEqualTo(Mapped.RECEIVED_AT);
    }
}
