package io.journeytracker.authoring.trial;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.sort.LogFacts;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.report.ReplayComparison;
import io.journeytracker.replay.report.ReplaySummary;
import io.journeytracker.replay.run.EngineRun;
import java.util.Optional;

/**
 * A map tried on the last days, beside the map that is live: by the fold of the topology, so that it tells what live would have told
 * had it begun then.
 *
 * @param live empty: the journey has no map yet
 * @param until the clock of the trial, milliseconds since the epoch: what fell due before it is told
 */
public record DraftTrial(
        Past past, JourneyDefinition draft, Optional<JourneyDefinition> live, int days, long from, long until)
        implements Trial {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public ObjectNode run(Progress progress) {
        Past.Found found = past.since(from, (done, of) -> progress.at("reading", done, of));
        ObjectNode root = Told.of("draft", days, from, until, found);
        root.put("journey", draft.id()).put("version", draft.version());
        live.ifPresent(map -> root.put("liveVersion", map.version()));
        if (found.log() == null) {
            return root;
        }
        try (SortedLog log = found.log()) {
            ReplaySummary after = summary(log, draft, "folding by the draft", progress);
            root.set("draft", JSON.valueToTree(after));
            live.ifPresent(map -> {
                ReplaySummary before = summary(log, map, "folding by the live map", progress);
                root.set("live", JSON.valueToTree(before));
                root.set("comparison", JSON.valueToTree(ReplayComparison.of(before, after)));
            });
        }
        return root;
    }

    private ReplaySummary summary(SortedLog log, JourneyDefinition map, String step, Progress progress) {
        LogFacts facts = log.facts();
        long end = Math.max(until, facts.to());
        return new EngineRun()
                .run(log, map, end, done -> progress.at(step, done, facts.events()))
                .summary(new LogFacts(facts.events(), facts.rejected(), facts.from(), end, facts.outOfOrder()));
    }
}
