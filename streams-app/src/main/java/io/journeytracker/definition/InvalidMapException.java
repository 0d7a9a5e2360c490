package io.journeytracker.definition;

import io.journeytracker.yaml.YamlProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A map that cannot be used; its message has one line for each problem. */
public final class InvalidMapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<YamlProblem> problems;

    public InvalidMapException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<YamlProblem> problems() {
        return problems;
    }
}
