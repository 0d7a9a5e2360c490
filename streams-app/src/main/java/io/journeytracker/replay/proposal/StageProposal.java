package io.journeytracker.replay.proposal;

import io.journeytracker.log.sort.SortedLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A journey map to start from, proposed from a log: its frequent events in the order in which customers first do them,
 * neighbours joined to at most eight stages. A starting point for someone who knows the business, and says so.
 */
public final class StageProposal {

    private static final int MOST_STAGES = 8;
    /** Events that fewer customers do say little of the way that most take. */
    private static final double RAREST = 0.01;
    /** Events first done this close together, on a scale from 0 to 1, are one stage. */
    private static final double CLOSE = 0.03;

    private static final Set<String> RESERVED = Set.of("none", "other");

    private final String journey;
    private final long customers;
    private final List<ProposedStage> stages;

    private StageProposal(String journey, long customers, List<ProposedStage> stages) {
        this.journey = journey;
        this.customers = customers;
        this.stages = stages;
    }

    /**
     * Proposes stages.
     *
     * @param file the log's name, of which the journey's id is made
     */
    public static StageProposal of(String file, SortedLog log) {
        EventProfiles profiles = new EventProfiles(log);
        List<StageDraft> drafts = profiles.all().stream()
                .filter(profile -> profile.customers() >= RAREST * profiles.customers())
                .sorted(Comparator.comparingDouble(EventProfile::position).thenComparing(EventProfile::event))
                .map(StageDraft::new)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        join(drafts);
        Set<String> taken = new HashSet<>(RESERVED);
        List<ProposedStage> stages = drafts.stream()
                .map(draft -> draft.stage(unique(draft.commonest().event(), taken)))
                .toList();
        String name = file.replaceFirst("(?i)\\.gz$", "").replaceFirst("\\.[A-Za-z0-9]+$", "");
        return new StageProposal(unique(name, new HashSet<>(RESERVED)), profiles.customers(), stages);
    }

    /** Joins the closest neighbours until few enough are left that are far enough apart. */
    private static void join(List<StageDraft> drafts) {
        while (drafts.size() > 1) {
            int closest = 0;
            for (int i = 1; i < drafts.size() - 1; i++) {
                if (distance(drafts, i) < distance(drafts, closest)) {
                    closest = i;
                }
            }
            if (drafts.size() <= MOST_STAGES && (distance(drafts, closest) >= CLOSE || drafts.size() == 2)) {
                return;
            }
            drafts.get(closest).join(drafts.remove(closest + 1));
        }
    }

    private static double distance(List<StageDraft> drafts, int first) {
        return drafts.get(first + 1).position() - drafts.get(first).position();
    }

    /** An id as the map language wants it: small letters, digits and hyphens, beginning with a letter. */
    private static String unique(String name, Set<String> taken) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String base = slug.isEmpty() ? "stage" : slug;
        String unique = base;
        for (int i = 2; !taken.add(unique); i++) {
            unique = base + "-" + i;
        }
        return unique;
    }

    public String journey() {
        return journey;
    }

    /** The map as YAML, with comments. */
    public String yaml() {
        return new ProposalYaml(journey, customers, stages).text();
    }

    /** The same for reading on a terminal. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("journey " + journey + ": " + stages.size() + " stages proposed from " + customers + " customers");
        for (ProposedStage stage : stages) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-24s %5.1f %% of customers, stall after %-4s  %s",
                    stage.id(),
                    100.0 * stage.customers() / customers,
                    stage.stallAfter().orElse("-"),
                    String.join(", ", stage.events())));
        }
        return lines;
    }
}
