package io.journeytracker.subscription;

import io.journeytracker.yaml.YamlProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Subscriptions that cannot be used; the message has one line for each problem. */
public final class InvalidSubscriptionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<YamlProblem> problems;

    InvalidSubscriptionsException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<YamlProblem> problems() {
        return problems;
    }
}
