package io.journeytracker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.TestAlerts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When what is told, by the clock: escalations, repetitions and cool-downs, and what quiet hours, holidays and the changes of daylight-saving time make of them. In Berlin in 2026
 * summer time begins on 29 March at 02:00 (01:00 UTC) and ends on 25 October at 03:00 (01:00 UTC).
 */
class RemindersClockTest {

    private static final String NIGHT =
            "hours: {zone: Europe/Berlin, quiet: {from: '22:00', to: '07:00'}, except: critical}";
    private static final String WORK =
            "hours: {zone: Europe/Berlin, working: {days: [mon, tue, wed, thu, fri], from: '08:00', to: '18:00'},"
                    + " holidays: [2026-12-25]}";
    private static final Duration STEP = Duration.ofMinutes(1);

    @TempDir
    private Path state;

    @ParameterizedTest(name = "{5}: {0}, {2} → {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Escalation.
                "escalate: {after: 30m, to: two} | 2026-01-12T12:00:00Z | 0 raise | 2h | 0 raised one, 30 escalated two | nobody acknowledges",
                "escalate: {after: 30m, to: two} | 2026-01-12T12:00:00Z | 0 raise, 29 acknowledge | 2h | 0 raised one, 29 acknowledged one | a minute before",
                "escalate: {after: 30m, to: two} | 2026-01-12T12:00:00Z | 0 raise, 31 acknowledge | 2h | 0 raised one, 30 escalated two, 31 acknowledged one, 31 acknowledged two | a minute after: both hear of it",
                "escalate: {after: 30m, to: two} | 2026-01-12T12:00:00Z | 0 raise, 29 resolve | 2h | 0 raised one, 29 resolved one | over before",
                "escalate: {after: 30m, to: two} | 2026-01-12T12:00:00Z | 0 raise, 40 resolve | 2h | 0 raised one, 30 escalated two, 40 resolved one, 40 resolved two | over after: both hear of it",
                "escalate: {after: 30m, to: two}, NIGHT | 2026-01-12T20:45:00Z | 0 raise | 12h | 0 raised one, 555 escalated two | in the night: at 07:00, 06:00 UTC",
                "escalate: {after: 30m, to: two}, NIGHT | 2026-03-28T20:45:00Z | 0 raise | 12h | 0 raised one, 495 escalated two | a night that is an hour shorter",
                "escalate: {after: 30m, to: two}, NIGHT | 2026-10-24T19:45:00Z | 0 raise | 12h | 0 raised one, 615 escalated two | a night that is an hour longer",
                "escalate: {after: 30m, to: two}, NIGHT | 2026-01-12T20:45:00Z | 0 critical | 12h | 0 raised one, 30 escalated two | what never waits does not wait then",
                "escalate: {after: 30m, to: two}, NIGHT | 2026-01-12T20:45:00Z | 0 raise, 100 acknowledge | 12h | 0 raised one, 100 acknowledged one | acknowledged while it waits",
                "escalate: {after: 30m, to: two}, WORK | 2026-12-24T16:45:00Z | 0 raise | 92h | 0 raised one, 5175 escalated two | Christmas and a weekend: Monday at 08:00",
                "escalate: {after: 1d, to: two} | 2026-03-28T12:00:00Z | 0 raise | 30h | 0 raised one, 1440 escalated two | a day is 24 hours, whatever clocks on walls do",
                // Repetition.
                "repeat: 20m | 2026-01-12T12:00:00Z | 0 raise, 50 acknowledge | 2h | 0 raised one, 20 repeated one, 40 repeated one, 50 acknowledged one | until somebody acknowledges",
                "repeat: 20m, NIGHT | 2026-03-29T04:30:00Z | 0 raise, 95 resolve | 2h | 30 raised one, 50 repeated one, 70 repeated one, 90 repeated one, 95 resolved one | raised in the night: counted from when it was told",
                // Cool-down.
                "cool-down: 10m | 2026-01-12T12:00:00Z | 0 raise, 9 raise, 11 raise | 1h | 0 raised one, 11 raised one | before its end, and after",
                "cool-down: 10m | 2026-01-12T12:00:00Z | 0 raise, 10 raise | 1h | 0 raised one, 10 raised one | at its very end",
                "cool-down: 10m | 2026-01-12T12:00:00Z | 0 raise, 5 other | 1h | 0 raised one, 5 raised one | another customer",
                "cool-down: 10m | 2026-01-12T12:00:00Z | 0 raise, 2 resolve, 4 raise | 1h | 0 raised one, 2 resolved one | the first is over meanwhile",
                "cool-down: 1d | 2026-10-24T12:00:00Z | 0 raise, 1439 raise, 1441 raise | 30h | 0 raised one, 1441 raised one | over the change to winter time: 24 hours",
                "cool-down: 1h, NIGHT | 2026-01-12T21:30:00Z | 0 raise, 30 raise, 50 other | 12h | 510 raised one | in the night one message of both customers",
            })
    void toTheMinute(String rest, Instant start, String happens, String until, String told, String why) {
        List<String> seen = new ArrayList<>();
        String subscription = "targets: one, " + rest.replace("NIGHT", NIGHT).replace("WORK", WORK);
        try (DeliveryFixture world = new DeliveryFixture(state, start, subscription)) {
            long end = Duration.parse("PT" + until.toUpperCase(java.util.Locale.ROOT))
                    .toMinutes();
            JourneyAlert last = null;
            for (long minute = 0; minute <= end; minute++) {
                for (String each : happens.split(", ")) {
                    if (each.startsWith(minute + " ")) {
                        last = happen(world, each.substring(each.indexOf(' ') + 1), last);
                    }
                }
                for (var sent : world.sent()) {
                    seen.add(minute + " " + sent.getType() + " " + sent.getTarget());
                }
                world.skip(STEP);
            }
        }
        assertThat(String.join(", ", seen)).as(why).isEqualTo(told);
    }

    private static JourneyAlert happen(DeliveryFixture world, String what, JourneyAlert last) {
        switch (what) {
            case "acknowledge" -> world.acknowledge(last);
            case "resolve" -> world.alert(TestAlerts.with(last, AlertState.RESOLVED));
            default -> {
                JourneyAlert alert = TestAlerts.alert(what.equals("other") ? "c2" : "c1", world.now());
                if (what.equals("critical")) {
                    alert.setSeverity("critical");
                }
                world.alert(alert);
                return alert;
            }
        }
        return last;
    }
}
