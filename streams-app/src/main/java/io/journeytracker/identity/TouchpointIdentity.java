package io.journeytracker.identity;

import io.journeytracker.schema.Touchpoint;
import java.util.Map;

/**
 * What a touchpoint says of whose it is.
 *
 * @param anonymousId null: none; so with the next two
 * @param identifiers others, by their kind
 * @param consent whether the customer agrees to be followed; null: it does not say
 * @param time of the touchpoint, in milliseconds since the epoch
 */
public record TouchpointIdentity(
        String anonymousId,
        String userId,
        String previousId,
        Map<String, String> identifiers,
        Boolean consent,
        long time) {

    public static TouchpointIdentity of(Touchpoint touchpoint) {
        return new TouchpointIdentity(
                touchpoint.getAnonymousId(),
                touchpoint.getUserId(),
                touchpoint.getPreviousId(),
                touchpoint.getIdentifiers(),
                touchpoint.getConsent(),
                touchpoint.getTime());
    }
}
