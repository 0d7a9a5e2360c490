package io.journeytracker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentitiesInMemoryTest {

    private final IdentitiesInMemory identities = new IdentitiesInMemory(IdentityRules.USUAL, true);

    private static TouchpointIdentity of(String user, String device, Boolean consent) {
        return new TouchpointIdentity(device, user, null, Map.of(), consent, 1);
    }

    @Test
    void whoSignsInIsOneCustomerWithTheVisitorFromBefore() {
        assertThat(identities.touched(of(null, "d1", null))).hasValue("anonymous~d1");
        assertThat(identities.customer("anonymous~d1")).isEqualTo("anonymous~d1");
        assertThat(identities.touched(of("ann", "d1", null))).hasValue("ann");
        assertThat(identities.touched(of("ann", "d2", null))).hasValue("ann");
        assertThat(identities.customer("anonymous~d1")).isEqualTo("ann");
        assertThat(identities.customer("anonymous~d2")).isEqualTo("ann");
    }

    @Test
    void aDeviceThatTwoUsersShareJoinsThemNot() {
        identities.touched(of("ann", "d1", null));
        identities.touched(of("ben", "d1", null));
        assertThat(identities.customer("ben")).isEqualTo("ben");
        assertThat(identities.customer("ann")).isEqualTo("ann");
    }

    @Test
    void whoDoesNotWantToBeFollowedIsForgotten() {
        List<String> told = new ArrayList<>();
        identities.telling(new IdentitiesInMemory.Told() {
            @Override
            public void joined(String customer, String winner) {
                told.add(customer + " is " + winner);
            }

            @Override
            public void erased(String customer) {
                told.add("not " + customer);
            }
        });
        assertThat(identities.touched(of("ann", null, null))).isPresent();
        identities.touched(of(null, "d1", null));
        identities.touched(of("ann", "d1", null));
        assertThat(identities.touched(of("ann", null, false))).isEmpty();
        assertThat(told).containsExactly("anonymous~d1 is ann", "not ann");
        assertThat(identities.touched(of("ann", null, null))).isEmpty();
        identities.touched(of(null, "d2", null));
        identities.touched(of("ann", "d2", null));
        assertThat(told).as("nothing of d2 goes to who must not be followed").hasSize(2);
    }

    @Test
    void whereNothingIsLinkedTheStrongestIdentifierIsTheCustomer() {
        IdentitiesInMemory apart = new IdentitiesInMemory(IdentityRules.NONE, false);
        assertThat(apart.touched(of("ann", "d1", null))).hasValue("ann");
        assertThat(apart.touched(of(null, "d1", null))).hasValue("anonymous~d1");
        assertThat(apart.customer("anonymous~d1")).isEqualTo("anonymous~d1");
        assertThat(apart.touched(of("ann", null, false))).isEmpty();
    }
}
