package io.journeytracker.definition;

import static io.journeytracker.definition.Given.facts;
import static io.journeytracker.definition.Given.journey;
import static io.journeytracker.definition.Given.touchpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static Match matchWhen(String condition, Touchpoint.Builder touchpoint) {
        String quoted = "'" + condition.replace("'", "''") + "'";
        return journey("journey: a\nstages: [{id: s, enter: {when: " + quoted + "}}]\n")
                .match(touchpoint.build(), 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "properties.long > 2                                  ; true",
                "properties.long > 2.5                                ; true",
                "properties.double > 1                                ; true",
                "properties.double == 1.5                             ; true",
                "properties.long == 3.0                               ; true",
                "properties.text > 2                                  ; false",
                "double(properties.text) > 2                          ; true",
                "properties.flag                                      ; true",
                "properties.long                                      ; false",
                "properties.missing == \"x\"                          ; false",
                "properties.missing != \"x\"                          ; false",
                "properties.nothing != \"x\"                          ; false",
                "has(properties.nothing)                              ; false",
                "!has(properties.missing)                             ; true",
                "properties.missing == 1 || properties.long == 3      ; true",
                "!(properties.long == 4 && properties.missing == 1)   ; true",
                "properties.long == 3 && properties.missing == 1      ; false",
                "has(properties.missing) ? properties.missing > 1 : true ; true",
                "event == \"E\" && channel == \"web\"                 ; true",
                "class == \"media\" && contact == \"direct\"          ; true",
                "sentiment < -0.3                                     ; false",
                "score.kind == \"nps\" && score.value >= 9            ; true",
                "value > 12                                           ; true",
                "source == \"shop\"                                   ; true",
                "traits.segment in [\"a\", \"b\"]                     ; true",
                "properties.list.exists(x, x > 1)                     ; false",
                "event.matches(\"^[A-Z]$\")                           ; true",
            })
    void conditionsAreCelAndWhatIsMissingMakesThemFalse(String condition, boolean holds) {
        Touchpoint.Builder touchpoint = touchpoint("E")
                .setChannel("web")
                .setTouchpointClass(TouchpointClass.MEDIA)
                .setContact(Contact.DIRECT)
                .setProperties(facts("long", 3L, "double", 1.5, "text", "12", "flag", true, "nothing", null))
                .setTraits(facts("segment", "b"))
                .setScore(new Score(ScoreKind.NPS, 9.0))
                .setValue(12.5)
                .setSource("shop");

        assertThat(matchWhen(condition, touchpoint).stage() == 0).isEqualTo(holds);
    }
}
