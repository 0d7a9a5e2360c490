package io.journeytracker.maps;

import io.journeytracker.definition.JourneyDefinition;
import java.nio.charset.StandardCharsets;

/** The key of a map in the topic of maps: {@code journey/version}. */
final class MapKey {

    private MapKey() {}

    static String of(JourneyDefinition map) {
        return of(map.id(), map.version());
    }

    static String of(String journey, int version) {
        return journey + '/' + version;
    }

    static String read(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
