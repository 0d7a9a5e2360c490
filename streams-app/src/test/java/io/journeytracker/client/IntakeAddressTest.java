package io.journeytracker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, http://localhost:8081/v1/batch",
        "http://localhost:8081/, http://localhost:8081/v1/batch",
        "https://shop.example/v1/touchpoints, https://shop.example/v1/batch",
        "https://shop.example/v1/batch/, https://shop.example/v1/batch",
        "https://shop.example/v1, https://shop.example/v1/batch",
        "https://shop.example/collect, https://shop.example/collect/v1/batch"
    })
    void anAddressIsTakenAsPeopleGiveIt(String to, String path) {
        assertThat(IntakeAddress.of(to, "k", name -> null).path("/v1/batch")).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8081", "ftp://shop.example", "shop", "", "http://", "http://a b", "http://x/?a=b"})
    void whatIsNoAddressIsRefused(String to) {
        assertThatThrownBy(() -> IntakeAddress.of(to, "k", name -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--to " + to + ": is no address of an intake; expected");
    }

    @Test
    void theKeyMayComeFromTheEnvironmentAndIsNeverTold() {
        IntakeAddress address = IntakeAddress.of("http://shop.example", "env:SHOP", name -> name + "-secret");
        assertThat(address.authorization()).isEqualTo("Basic U0hPUC1zZWNyZXQ6");
        assertThat(address).asString().doesNotContain("secret");
        assertThatThrownBy(() -> IntakeAddress.of("http://shop.example", "env:SHOP", name -> null))
                .hasMessageContaining("there is no environment variable SHOP");
        assertThatThrownBy(() -> IntakeAddress.of("http://shop.example", "my secret", name -> null))
                .hasMessageContaining("--key: is no write key")
                .hasMessageNotContaining("secret");
    }
}
