package io.journeytracker.delivery.targets;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything that can be shown of one alert. All texts but those of the map (kind, severity, journey, stage, rule, owner) come from outside:
 * whoever shows them must make them harmless for the place where they are shown.
 *
 * @param id the same silence is the same alert, 32 hexadecimal digits
 * @param kind stall or churn
 * @param severity info, warning or critical
 * @param version of the map
 * @param rule stall, or the churn rule's id
 * @param since the start of the gap
 * @param due when it became true
 * @param raised when it was raised, or changed
 * @param event of the last touchpoint
 * @param eventTime of the last touchpoint
 * @param channel of the last touchpoint
 * @param mood felt last, -1 to 1
 * @param value the last value that a touchpoint carried, in the currency
 * @param resolvedAt of one that is resolved
 * @param link where a person can look at the customer
 * @param acknowledgement who takes care
 * @param acknowledge where a person can say that they take care; empty where nobody has to, or no address is configured
 */
public record AlertMessage(
        String id,
        String kind,
        String severity,
        Optional<String> owner,
        String customer,
        String persona,
        String journey,
        int version,
        String stage,
        String rule,
        Instant since,
        Instant due,
        Instant raised,
        Optional<String> event,
        Instant eventTime,
        Optional<String> channel,
        Optional<Double> mood,
        Optional<Double> value,
        Optional<String> currency,
        Optional<Instant> resolvedAt,
        Optional<String> link,
        Optional<Acknowledgement> acknowledgement,
        Optional<String> acknowledge) {

    /**
     * Somebody takes care.
     *
     * @param by who
     * @param note what they say; empty: nothing
     */
    public record Acknowledgement(String by, String note, Instant at) {}
}
