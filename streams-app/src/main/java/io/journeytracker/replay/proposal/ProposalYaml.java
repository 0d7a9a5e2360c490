package io.journeytracker.replay.proposal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a proposal in the map language, with comments for the person who is to finish it. */
record ProposalYaml(String journey, long customers, List<ProposedStage> stages) {

    String text() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Proposed from the events of ")
                .append(customers)
                .append(" customers. Please check:\n")
                .append("# - are these the stages, in the order in which customers go through them?\n")
                .append("# - the last stage completes the journey (or name others: terminal: [...])\n")
                .append(
                        "# - stall after: nine of ten gaps between touchpoints are no longer; set what matters to you\n")
                .append("# - who looks after the map, and how often? (owner: sales, review: {every: 90d})\n")
                .append("language: 1\n")
                .append("journey: ")
                .append(journey)
                .append('\n')
                .append("version: 1\n")
                .append("title: ")
                .append(quoted(journey))
                .append('\n')
                .append("progress: furthest\n")
                .append("stages:\n");
        for (int i = 0; i < stages.size(); i++) {
            stage(stages.get(i), i == stages.size() - 1, yaml);
        }
        return yaml.toString();
    }

    private void stage(ProposedStage stage, boolean last, StringBuilder yaml) {
        yaml.append(String.format(
                Locale.ROOT,
                "  # %.1f %% of customers; first done %.0f %% of the way through their touchpoints\n",
                100.0 * stage.customers() / customers,
                100.0 * stage.position()));
        yaml.append("  - id: ").append(stage.id()).append('\n');
        yaml.append("    title: ").append(quoted(stage.events().get(0))).append('\n');
        yaml.append("    enter: {event: [")
                .append(stage.events().stream().map(ProposalYaml::quoted).collect(Collectors.joining(", ")))
                .append("]}\n");
        if (!last) {
            stage.stallAfter()
                    .ifPresent(after ->
                            yaml.append("    stall: {after: ").append(after).append("}\n"));
        }
    }

    /** JSON's way of writing a text is one of YAML's. */
    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
