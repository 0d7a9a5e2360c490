package io.journeytracker.definition;

import io.journeytracker.yaml.YamlProblem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a map: a definition, or every problem that it has. Warnings do not make it invalid.
 *
 * @param definition present exactly if there are no problems
 */
public record MapReading(
        Optional<JourneyDefinition> definition, List<YamlProblem> problems, List<YamlProblem> warnings) {

    /** The valid map, or {@link InvalidMapException} that tells every problem. */
    public JourneyDefinition orThrow() {
        return definition.orElseThrow(() -> new InvalidMapException(problems));
    }
}
