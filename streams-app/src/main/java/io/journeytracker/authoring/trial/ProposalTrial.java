package io.journeytracker.authoring.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.proposal.StageProposal;

/** Stages proposed from the events of the last days. */
public record ProposalTrial(Past past, int days, long from, long until) implements Trial {

    private static final int MOST_EVENTS = 100;

    @Override
    public ObjectNode run(Progress progress) {
        Past.Found found = past.since(from, (done, of) -> progress.at("reading", done, of));
        ObjectNode root = Told.of("proposal", days, from, until, found);
        ArrayNode events = root.putArray("events");
        if (found.log() == null) {
            return root;
        }
        try (SortedLog log = found.log()) {
            log.events().commonest(MOST_EVENTS).forEach(each -> events.addObject()
                    .put("event", each.event())
                    .put("count", each.rows()));
            progress.at("proposing", 0, 1);
            root.put("yaml", StageProposal.of("journey", log).yaml());
        }
        return root;
    }
}
