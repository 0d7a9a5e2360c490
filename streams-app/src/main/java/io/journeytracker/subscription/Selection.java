package io.journeytracker.subscription;

import io.journeytracker.schema.JourneyAlert;
import java.util.Optional;
import java.util.Set;

/**
 * Which alerts: those of which every part holds. An empty set holds for all.
 *
 * @param kinds stall, churn
 * @param severities info, warning, critical
 * @param channels of the last touchpoint
 * @param owners of the stage, as the map says
 */
public record Selection(
        Set<String> journeys,
        Set<String> stages,
        Set<String> kinds,
        Set<String> severities,
        Set<String> personas,
        Set<String> channels,
        Set<String> owners,
        Optional<AlertCondition> when) {

    /** All of them. */
    static final Selection ALL =
            new Selection(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

    /** None: there is no journey without a name. */
    static final Selection NONE =
            new Selection(Set.of(""), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());

    public boolean matches(JourneyAlert alert) {
        return holds(journeys, alert.getJourney())
                && holds(stages, alert.getStage())
                && holds(kinds, AlertWords.kind(alert))
                && holds(severities, alert.getSeverity())
                && holds(personas, alert.getPersona())
                && holds(owners, alert.getOwner())
                && holds(channels, alert.getLastTouchpoint().getChannel())
                && when.map(condition -> condition.holds(alert)).orElse(true);
    }

    private static boolean holds(Set<String> wanted, String is) {
        return wanted.isEmpty() || is != null && wanted.contains(is);
    }
}
