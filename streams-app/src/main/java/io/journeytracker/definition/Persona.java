package io.journeytracker.definition;

import java.util.List;
import java.util.Optional;

/**
 * A kind of customer.
 *
 * @param target true: the map is made for them
 * @param when CEL condition on a touchpoint; the first persona whose condition is true wins. Absent: never by itself
 */
public record Persona(
        String id,
        String title,
        boolean target,
        List<String> goals,
        List<String> needs,
        List<String> motivations,
        List<String> frustrations,
        Optional<String> when) {}
