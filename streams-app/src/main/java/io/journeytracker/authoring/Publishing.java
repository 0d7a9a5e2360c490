package io.journeytracker.authoring;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.maps.MapPublisher;

/** Makes a map active everywhere. */
@FunctionalInterface
public interface Publishing {

    /**
     * Returns once the map is written and known here.
     *
     * @param yaml the text that the map was read from
     * @throws io.journeytracker.maps.MapRefusedException if the same version is there with other content, or it cannot be written
     */
    MapPublisher.Outcome publish(JourneyDefinition map, String yaml);
}
