package io.journeytracker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalReceiversTest {

    @Test
    void namesAndNetworksStandInOneList() {
        InternalReceivers read =
                InternalReceivers.parse(" Alertmanager, mail.corp.example,10.20.0.0/16, fd12::/16,192.168.1.7,");
        assertThat(read.names()).containsExactlyInAnyOrder("alertmanager", "mail.corp.example");
        assertThat(read.networks())
                .containsExactly(
                        Network.parse("10.20.0.0/16"), Network.parse("fd12::/16"), Network.parse("192.168.1.7/32"));
        assertThat(InternalReceivers.parse("")).isEqualTo(InternalReceivers.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://desk", "desk:80", "*.corp.example", "desk.", "10.0.0.0/33", "10.1/16/2", "a b", "0x7f"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> InternalReceivers.parse("desk, " + text)).isInstanceOf(IllegalArgumentException.class);
    }
}
