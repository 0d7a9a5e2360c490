package io.journeytracker.definition;

import java.util.List;
import java.util.Optional;

/** A stage that has stages: its figures are the sums of theirs. */
public record StageGroup(
        String id,
        String title,
        Optional<String> owner,
        List<String> path,
        List<String> leaves,
        Optional<Targets> targets) {}
