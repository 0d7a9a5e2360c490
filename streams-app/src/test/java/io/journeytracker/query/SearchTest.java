package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.identity.IdentityRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTest {

    /** {@code printf ann@example.com | sha256sum}, and of {@code +491701234567}. */
    private static final String ADDRESS = "71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476";

    private static final String NUMBER = "b4267a2234e2072fa4d2e8d89fbe727c50fc414731d6ecacc2ed3d00f05038d1";

    private final Search search = new Search(QueryRoutes.kinds(IdentityRules.USUAL));

    @Test
    void whatIsGivenMayBeOfAnyKindTheStrongestFirst() {
        assertThat(search.identifiers("4711"))
                .containsExactly("4711", "external~4711", "email~4711", "phone~4711", "anonymous~4711", "device~4711");
    }

    @Test
    void anAddressAndANumberAreFoundAsPeopleWriteThem() {
        assertThat(search.identifiers(" Ann@Example.com ")).contains("email~" + ADDRESS);
        assertThat(search.identifiers("+49 (170) 123-45 67")).contains("phone~" + NUMBER);
        assertThat(search.identifiers("email~ann@example.com")).contains("email~" + ADDRESS);
        assertThat(search.identifiers("email~" + ADDRESS)).contains("email~" + ADDRESS);
    }

    @Test
    void aUsersIdWithTheMarkOfAKindInItIsFoundToo() {
        assertThat(search.identifiers("a~b")).contains("a~b", "user~a~b");
    }

    @Test
    void onlyKindsThatThereAreAreLookedFor() {
        assertThat(new Search(List.of("user", "loyalty")).identifiers("ann@example.com"))
                .containsExactly("ann@example.com", "loyalty~ann@example.com");
    }
}
