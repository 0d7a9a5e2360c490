package io.journeytracker.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A map that cannot be used; its message has one line for each problem. */
public final class InvalidMapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<MapProblem> problems;

    public InvalidMapException(List<MapProblem> problems) {
        super(problems.stream().map(MapProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<MapProblem> problems() {
        return problems;
    }
}
