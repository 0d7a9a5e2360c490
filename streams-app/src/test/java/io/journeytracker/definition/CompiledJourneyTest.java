package io.journeytracker.definition;

import static io.journeytracker.definition.Given.facts;
import static io.journeytracker.definition.Given.journey;
import static io.journeytracker.definition.Given.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledJourneyTest {

    private static final String SHOP = """
            journey: shop
            personas:
              - {id: quiet}
              - {id: deals, when: traits.segment == "deals"}
              - {id: known, when: has(traits.segment)}
            breakdowns: {promotion: properties.coupon, size: properties.size}
            touchpoints:
              - {id: poster}
              - {id: advert, channel: social, class: media, contact: indirect}
              - {id: payment, event: Paid, class: service}
            stages:
              - id: look
                enter: {event: [Viewed, Clicked]}
                churn: [{id: silent, silent: 1d}, {id: blocked, event: Blocked}]
              - id: buy
                enter:
                  - {event: Added, when: properties.value > 0}
                  - {channel: kiosk, source: till}
                churn: [{id: refunded, event: [Refunded, Blocked]}]
              - {id: late, enter: {event: [Viewed, Thanked]}}
            exits: [{id: cancelled, event: Cancelled}, {id: banned, event: [Banned, Cancelled]}]
            reentry: {event: Viewed}
            """;

    private final CompiledJourney shop = journey(SHOP);

    private Match match(Touchpoint.Builder touchpoint) {
        return shop.match(touchpoint.build(), 1, 2, 3);
    }

    @Test
    void timeOrderAndIdAreKept() {
        Match match = match(touchpoint("Viewed"));

        assertThat(List.of(match.time(), match.order(), match.id())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theFirstStageListedWins() {
        assertThat(match(touchpoint("Viewed")).stage()).isEqualTo(shop.stageIndex("look"));
        assertThat(match(touchpoint("Thanked")).stage()).isEqualTo(shop.stageIndex("late"));
    }

    @Test
    void eventNamesAreExact() {
        assertThat(match(touchpoint("viewed")).named()).isFalse();
        assertThat(match(touchpoint("viewed")).event()).isEqualTo(-1);
        assertThat(shop.eventName(match(touchpoint("Paid")).event())).isEqualTo("Paid");
        assertThat(shop.events()).doesNotHaveDuplicates().contains("Blocked", "Banned", "Thanked");
    }

    @Test
    void everythingInARuleMustHold() {
        assertThat(match(touchpoint("Any").setChannel("kiosk").setSource("till"))
                        .stage())
                .isEqualTo(1);
        assertThat(match(touchpoint("Any").setChannel("kiosk")).stage()).isEqualTo(-1);
        assertThat(match(touchpoint("Any").setSource("till")).stage()).isEqualTo(-1);
        assertThat(match(touchpoint("Added").setProperties(facts("value", 5L))).stage())
                .isEqualTo(1);
        assertThat(match(touchpoint("Added").setProperties(facts("value", 0L))).stage())
                .isEqualTo(-1);
        assertThat(match(touchpoint("Added")).stage()).isEqualTo(-1);
    }

    @Test
    void aRuleWithoutAnEventIsTriedInItsPlaceAmongTheOthers() {
        CompiledJourney map = journey("""
                journey: a
                stages:
                  - {id: web, enter: {channel: web}}
                  - {id: viewed, enter: {event: Viewed}}
                """);

        assertThat(map.match(touchpoint("Viewed").setChannel("web").build(), 0, 0, 0)
                        .stage())
                .isZero();
        assertThat(map.match(touchpoint("Viewed").build(), 0, 0, 0).stage()).isEqualTo(1);
    }

    @Test
    void aDeclaredTouchpointThatNamesItsEventNeedsNoClassFromTheSender() {
        assertThat(match(touchpoint("Paid")).touchpoint()).isEqualTo(2);
        assertThat(match(touchpoint("Paid").setTouchpointClass(TouchpointClass.SERVICE))
                        .touchpoint())
                .isEqualTo(2);
        assertThat(match(touchpoint("Paid").setTouchpointClass(TouchpointClass.MEDIA))
                        .touchpoint())
                .isEqualTo(-1);
    }

    @Test
    void aDeclaredTouchpointWithoutAnEventNeedsAllThatItSays() {
        Touchpoint.Builder social = touchpoint("Any").setChannel("social");

        assertThat(match(social).touchpoint()).isEqualTo(-1);
        assertThat(match(social.setTouchpointClass(TouchpointClass.MEDIA).setContact(Contact.INDIRECT))
                        .touchpoint())
                .isEqualTo(1);
    }

    @Test
    void theFirstExitListedWins() {
        assertThat(match(touchpoint("Cancelled")).exit()).isZero();
        assertThat(match(touchpoint("Banned")).exit()).isEqualTo(1);
        assertThat(match(touchpoint("Viewed")).exit()).isEqualTo(-1);
    }

    @Test
    void everyChurnRuleThatMatchesHasItsBit() {
        int blocked = shop.churnBit(0, 1);
        int refunded = shop.churnBit(1, 0);

        assertThat(List.of(blocked, refunded)).containsExactly(0, 1);
        assertThat(match(touchpoint("Blocked")).churns()).isEqualTo(1L << blocked | 1L << refunded);
        assertThat(match(touchpoint("Refunded")).churns()).isEqualTo(1L << refunded);
        assertThatThrownBy(() -> shop.churnBit(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reentryIsTold() {
        assertThat(match(touchpoint("Viewed")).reentry()).isTrue();
        assertThat(match(touchpoint("Paid")).reentry()).isFalse();
    }

    @Test
    void theFirstPersonaWhoseConditionHoldsWins() {
        assertThat(shop.personaName(match(touchpoint("A").setTraits(facts("segment", "deals")))
                        .persona()))
                .isEqualTo("deals");
        assertThat(shop.personaName(match(touchpoint("A").setTraits(facts("segment", "vip")))
                        .persona()))
                .isEqualTo("known");
        assertThat(shop.personaName(match(touchpoint("A")).persona())).isEqualTo("other");
    }

    @Test
    void channelsAreTheDocumentedOnesThoseOfTheMapAndOther() {
        assertThat(shop.channels()).startsWith("web", "app").endsWith("survey", "kiosk", "other");
        assertThat(shop.channelName(match(touchpoint("A").setChannel("kiosk")).channel()))
                .isEqualTo("kiosk");
        assertThat(shop.channelName(match(touchpoint("A").setChannel("fax")).channel()))
                .isEqualTo("other");
        assertThat(match(touchpoint("A")).channel()).isEqualTo(-1);
        assertThat(shop.channelName(-1)).isNull();
    }

    @Test
    void breakdownsAreShortTexts() {
        assertThat(shop.breakdownNames()).containsExactly("promotion", "size");
        assertThat(match(touchpoint("A")).breakdowns()).isEmpty();
        assertThat(match(touchpoint("A").setProperties(facts("size", 42L))).breakdowns())
                .containsExactly("", "42");
        assertThat(match(touchpoint("A").setProperties(facts("size", 42.0, "coupon", "x".repeat(41))))
                        .breakdowns())
                .containsExactly("x".repeat(40), "42");
    }

    @Test
    void stagesHaveNamesAndEnds() {
        assertThat(shop.stageName(-1)).isEqualTo("none");
        assertThat(shop.stageName(1)).isEqualTo("buy");
        assertThat(shop.stageIndex("nowhere")).isEqualTo(-1);
        assertThat(shop.isTerminal(2)).isTrue();
        assertThat(shop.isTerminal(1)).isFalse();
        assertThat(shop.isTerminal(-1)).isFalse();
    }

    @Test
    void anExplanationTellsWhatBecameOfEveryRule() {
        Touchpoint added =
                touchpoint("Viewed").setTraits(facts("segment", "vip")).build();

        List<RuleTrial> trials = shop.explain(added);

        assertThat(trials)
                .contains(
                        new RuleTrial(RuleTrial.Kind.STAGE, "look", true, true, ""),
                        new RuleTrial(RuleTrial.Kind.STAGE, "late", true, false, ""),
                        new RuleTrial(
                                RuleTrial.Kind.STAGE, "buy", false, false, "event is Viewed, the rule wants Added"),
                        new RuleTrial(
                                RuleTrial.Kind.STAGE,
                                "buy",
                                false,
                                false,
                                "channel is not given, the rule wants kiosk"),
                        new RuleTrial(RuleTrial.Kind.REENTRY, "", true, true, ""),
                        new RuleTrial(RuleTrial.Kind.PERSONA, "known", true, true, ""));
        assertThat(shop.explain(touchpoint("Added").build()))
                .contains(new RuleTrial(
                        RuleTrial.Kind.STAGE,
                        "buy",
                        false,
                        false,
                        "the touchpoint has no properties.value, which the condition properties.value > 0 needs"));
    }
}
