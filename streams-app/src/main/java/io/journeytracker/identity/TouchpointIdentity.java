package io.journeytracker.identity;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.failure.UnusableRecordException;
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

    private static final int LONGEST_ID = 512;
    private static final int MOST_IDENTIFIERS = 20;

    public static TouchpointIdentity of(Touchpoint touchpoint) {
        return new TouchpointIdentity(
                touchpoint.getAnonymousId(),
                touchpoint.getUserId(),
                touchpoint.getPreviousId(),
                touchpoint.getIdentifiers(),
                touchpoint.getConsent(),
                touchpoint.getTime());
    }

    /** @throws UnusableRecordException where a bound is broken that the touchpoint's schema documents */
    public void check() throws UnusableRecordException {
        tooLong("userId", userId);
        tooLong("anonymousId", anonymousId);
        if (identifiers.size() > MOST_IDENTIFIERS) {
            throw new UnusableRecordException(
                    DeadReason.INVALID,
                    "identifiers has " + identifiers.size() + " entries, expected at most " + MOST_IDENTIFIERS);
        }
    }

    private static void tooLong(String field, String id) throws UnusableRecordException {
        if (id != null && id.length() > LONGEST_ID) {
            throw new UnusableRecordException(
                    DeadReason.INVALID, field + " has " + id.length() + " characters, expected at most " + LONGEST_ID);
        }
    }
}
