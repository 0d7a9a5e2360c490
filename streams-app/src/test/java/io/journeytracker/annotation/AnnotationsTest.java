package io.journeytracker.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.annotation.PainPoint.Content;
import io.journeytracker.annotation.PainPoint.Origin;
import io.journeytracker.annotation.PainPoint.State;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.topic.ForeignRecordException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationsTest {

    private static final Instant NOW = Instant.parse("2026-03-20T10:00:00Z");
    private static final PainPointRules.Said SAID = new PainPointRules.Said("Ann", "");

    private static Content content(double worth) {
        return new Content(
                "cart",
                "The fee shows late",
                Origin.OWN,
                Optional.empty(),
                "",
                OptionalDouble.of(worth),
                State.OPEN,
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theHistoryIsBoundedAndKeepsItsBeginning() {
        PainPoint point = PainPointRules.opened("1", "shop", content(0), SAID, NOW);
        for (int i = 1; i <= 150; i++) {
            point = PainPointRules.changed(point, i, content(i), SAID, NOW.plusSeconds(i));
        }
        assertThat(point.version()).isEqualTo(151);
        assertThat(point.history()).hasSize(PainPointRules.MOST_CHANGES);
        assertThat(point.history().get(0).at()).isEqualTo(NOW);
        assertThat(point.history().get(1).at()).isEqualTo(NOW.plusSeconds(52));
        assertThat(PainPointJson.read(PainPointJson.of(point))).isEqualTo(point);
    }

    @Test
    void whoIsKnownByTheirKeySpeaksForNobodyElse() {
        Optional<String> ann = Optional.of("Ann Smith");
        assertThat(Desk.by(Body.of("{}", ann, List.of("by")))).isEqualTo("Ann Smith");
        assertThat(Desk.by(Body.of("{\"by\": \"Ann Smith\"}", ann, List.of("by"))))
                .isEqualTo("Ann Smith");
        assertThatThrownBy(() -> Desk.by(Body.of("{\"by\": \"Ben\"}", ann, List.of("by"))))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageContaining("you are Ann Smith here");
        assertThatThrownBy(() -> Desk.by(Body.of("{}", Optional.empty(), List.of("by"))))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void aRecordOfALaterVersionWithMoreFieldsIsRead() {
        PainPoint point = PainPointRules.opened("1", "shop", content(7), SAID, NOW);
        String text = PainPointJson.of(point).put("colour", "red").toString();
        assertThat(Annotations.NONE
                        .with("pain-point/shop/1", Optional.of(text), 4)
                        .painPointsOf("shop"))
                .containsExactly(point);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pain-point/shop/1 | no JSON",
                "pain-point/shop/1 | {}",
                "pain-point/shop/1 | {\"id\": \"2\", \"journey\": \"shop\", \"stage\": \"s\", \"title\": \"t\", \"origin\": \"own\", \"state\": \"open\", \"history\": [{\"at\": \"2026-03-20T10:00:00Z\", \"by\": \"A\", \"state\": \"open\"}]}",
                "pain-point/shop/1 | {\"id\": \"1\", \"journey\": \"shop\", \"stage\": \"s\", \"title\": \"t\", \"origin\": \"own\", \"state\": \"lost\", \"history\": []}",
                "note/shop/1 | {\"id\": \"1\", \"journey\": \"shop\", \"text\": \"t\", \"author\": \"A\", \"written\": \"today\"}",
                "somewhere/shop | {}",
            })
    void whatIsNoAnnotationOfItsKeyIsLeftOut(String key, String value) {
        assertThatThrownBy(() -> Annotations.NONE.with(key, Optional.of(value), 0))
                .isInstanceOf(ForeignRecordException.class)
                .hasMessageContaining(key);
    }
}
