package io.journeytracker.tail;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Progress;
import io.journeytracker.definition.RuleTrial;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a touchpoint moved nobody. Pure rules, in the order in which the engine decides. */
final class Reason {

    private Reason() {}

    /**
     * @param trials what became of each rule
     * @param at where the customer is; empty: no snapshot is known
     * @param duplicate the same message was seen before
     * @param time the touchpoint's, milliseconds since the epoch
     */
    static String of(
            CompiledJourney journey,
            List<RuleTrial> trials,
            Optional<CustomerJourney> at,
            boolean duplicate,
            long time) {
        JourneyDefinition map = journey.definition();
        if (duplicate) {
            return "a duplicate: the same source and message id came before";
        }
        if (at.isPresent() && time < at.get().getLastTime() - map.grace().toMillis()) {
            return "late: older than the grace of " + map.grace().toSeconds() + " s, kept in dead-letters";
        }
        if (trials.stream().noneMatch(Reason::moves)) {
            return "no stage, exit, churn or re-entry rule matched";
        }
        if (at.isEmpty()) {
            return "where the customer is, is not known here yet";
        }
        return ended(map, trials, at.get()).orElseGet(() -> standing(journey, trials, at.get()));
    }

    private static boolean moves(RuleTrial trial) {
        return trial.matched() && trial.kind() != RuleTrial.Kind.PERSONA && trial.kind() != RuleTrial.Kind.TOUCHPOINT;
    }

    private static Optional<String> ended(JourneyDefinition map, List<RuleTrial> trials, CustomerJourney at) {
        boolean ended = at.getStatus() == CustomerStatus.COMPLETED || at.getStatus() == CustomerStatus.EXITED;
        if (!ended && at.getStatus() != CustomerStatus.CHURNED) {
            return Optional.empty();
        }
        String how = at.getStatus().name().toLowerCase(Locale.ROOT) + " in " + at.getStage()
                + (at.getExit() == null ? "" : " by " + at.getExit());
        boolean again = trials.stream().anyMatch(t -> t.matched() && t.kind() == RuleTrial.Kind.REENTRY);
        if (again && map.reentry().isPresent()) {
            return Optional.of("the journey has ended (" + how + ") and re-entry comes too soon after the end");
        }
        return Optional.of("the journey has ended (" + how + ")" + (map.sticky() ? " and the map is sticky" : ""));
    }

    private static String standing(CompiledJourney journey, List<RuleTrial> trials, CustomerJourney at) {
        Optional<String> stage = trials.stream()
                .filter(t -> t.chosen() && t.kind() == RuleTrial.Kind.STAGE)
                .map(RuleTrial::id)
                .findFirst();
        if (stage.isEmpty()) {
            return "the churn or re-entry rule that matched is none of stage " + at.getStage();
        }
        if (stage.get().equals(at.getStage())) {
            return "stands in stage " + at.getStage() + " already";
        }
        boolean beyond = journey.stageIndex(stage.get()) < journey.stageIndex(at.getStage());
        if (beyond && journey.definition().progress() == Progress.FURTHEST) {
            return "stands in stage " + at.getStage() + ", beyond " + stage.get() + ", and progress is furthest";
        }
        return "matched stage " + stage.get() + ", and no answer of the topology has come yet";
    }
}
