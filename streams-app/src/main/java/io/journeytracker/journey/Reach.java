package io.journeytracker.journey;

import io.journeytracker.definition.Match;
import io.journeytracker.engine.Standing;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import java.util.List;

/**
 * Whether a customer's snapshot would say something else without a transition having been told: of stages and exits touched, of
 * channel and consent, and of whether the mood is good or bad.
 */
final class Reach {

    /** Thousandths. */
    private static final int MOOD_BAND = 300;

    private Reach() {}

    static boolean differs(CustomerRecord before, CustomerRecord after) {
        if (before.heard != after.heard && !before.heard.saysTheSame(after.heard)) {
            return true;
        }
        List<OnJourney> was = before.journeys;
        List<OnJourney> is = after.journeys;
        if (was.size() != is.size()) {
            return true;
        }
        for (int i = 0; i < is.size(); i++) {
            if (differs(was.get(i).state().standing(), is.get(i).state().standing())) {
                return true;
            }
        }
        return false;
    }

    private static boolean differs(Standing before, Standing after) {
        return before.visited != after.visited
                || before.exitsSeen != after.exitsSeen
                || before.inOrder != after.inOrder
                || moodBand(before.mood) != moodBand(after.mood);
    }

    /** A mood that only got a little better or worse is no news. */
    private static int moodBand(int mood) {
        return mood == Match.NO_EMOTION ? 2 : Integer.signum(mood / MOOD_BAND);
    }
}
