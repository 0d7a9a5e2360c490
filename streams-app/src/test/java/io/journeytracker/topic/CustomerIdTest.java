package io.journeytracker.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerIdTest {

    private static final List<String> KINDS = List.of("user", "anonymous", "email", "a");
    private static final List<String> VALUES =
            List.of("", "a", "ann", "user", "user~ann", "~", "a~a", "anonymous~ann", "~ann");

    @Test
    void whatIsWrittenIsKnownAgainAndNothingElseIs() {
        for (String kind : KINDS) {
            for (String value : VALUES) {
                String written = CustomerId.of(kind, value);
                for (String other : KINDS) {
                    for (String another : VALUES) {
                        assertThat(CustomerId.is(written, other, another))
                                .as("%s as %s and %s", written, other, another)
                                .isEqualTo(written.equals(CustomerId.of(other, another)));
                    }
                }
            }
        }
    }
}
