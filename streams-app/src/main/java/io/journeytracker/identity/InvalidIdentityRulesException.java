package io.journeytracker.identity;

import io.journeytracker.yaml.YamlProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A file of identity rules that cannot be used; its message has one line for each problem. */
public final class InvalidIdentityRulesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidIdentityRulesException(List<YamlProblem> problems) {
        super(problems.stream().map(YamlProblem::toString).collect(Collectors.joining("\n")));
    }
}
