package io.journeytracker.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.testing.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityRulesReaderTest {

    private final IdentityRulesReader reader = new IdentityRulesReader();

    @Test
    void aFileSaysWhichKindsCountHowManyAndWhatIdentifiesNobody() {
        IdentityRules rules = reader.read("""
                kinds:
                  - {kind: user, most: 1}
                  - {kind: loyalty, most: 2}
                blocked: [Nobody, 815]
                shared: [kiosk-1]
                """, "identity.yaml");
        assertThat(rules.kinds()).isEqualTo(List.of(new KindRule("user", 1), new KindRule("loyalty", 2)));
        assertThat(rules.blocked()).contains("nobody", "815", "undefined");
        assertThat(rules.shared()).containsExactly("kiosk-1");
    }

    @Test
    void whatNeverIdentifiesAnybodyIsDocumented() {
        assertThat(IdentityRules.NEVER).allSatisfy(value -> assertThat(Checkout.read("docs/identity.md"))
                .contains('`' + value + '`'));
    }

    @Test
    void whatIsNotGivenIsAsUsual() {
        assertThat(reader.read("blocked: [nobody]", "identity.yaml").kinds()).isEqualTo(IdentityRules.USUAL.kinds());
    }

    @Test
    void allMistakesAreToldAtOnceEachWithItsLine() {
        assertThatThrownBy(() -> reader.read("""
                        kinds:
                          - {kind: Email, most: 5}
                          - {kind: phone, most: 0}
                          - {kind: phone, most: 3}
                          - {kind: device}
                        blokced: [x]
                        """, "identity.yaml"))
                .isInstanceOf(InvalidIdentityRulesException.class)
                .hasMessageContainingAll(
                        "identity.yaml:2",
                        "is Email; expected 1 to 32 small letters",
                        "identity.yaml:3",
                        "is 0; expected a whole number from 1 to 1000",
                        "identity.yaml:4",
                        "is given twice",
                        "identity.yaml:5",
                        "is missing; expected a whole number",
                        "does not name the kind user",
                        "identity.yaml:6",
                        "did you mean blocked?");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> reader.read(Path.of("nowhere.yaml")))
                .isInstanceOf(InvalidIdentityRulesException.class)
                .hasMessageContaining("does not exist; expected identity rules");
    }
}
