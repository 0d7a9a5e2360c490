package io.journeytracker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Telling people of alerts.
 *
 * @param subscriptions files of subscriptions and targets
 * @param secrets the directory of secrets; empty: there are none
 * @param internal receivers inside the own network that may be sent to
 * @param acknowledgeUrl where people reach the application; empty: messages have no links to acknowledge
 * @param acknowledgeSecrets names of the secrets that sign these links
 * @param kept how many of the newest alerts are listed
 */
public record AlertSettings(
        List<Path> subscriptions,
        Optional<Path> secrets,
        InternalReceivers internal,
        Optional<String> acknowledgeUrl,
        List<String> acknowledgeSecrets,
        int kept) {

    /** What is wrong with the settings together. */
    List<String> problems() {
        return acknowledgeUrl.isPresent() == !acknowledgeSecrets.isEmpty()
                ? List.of()
                : List.of(Keys.ACKNOWLEDGE_URL.name() + " and " + Keys.ACKNOWLEDGE_SECRETS.name()
                        + ": one is given without the other; expected both or none");
    }
}
