package io.journeytracker.testing;

import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.LastTouchpoint;
import io.journeytracker.schema.SchemaTrust;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Alerts to tell people of. */
public final class TestAlerts {

    static {
        SchemaTrust.establish();
    }

    private TestAlerts() {}

    /** A customer is stuck at the checkout since a moment ago. */
    public static JourneyAlert alert(String customer, long due) {
        JourneyAlert alert = new JourneyAlert();
        alert.setId(UUID.nameUUIDFromBytes((customer + due).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", ""));
        alert.setKind(AlertKind.STALL);
        alert.setSeverity("warning");
        alert.setOwner("shop");
        alert.setCustomer(customer);
        alert.setPersona("any");
        alert.setJourney("shop");
        alert.setVersion(1);
        alert.setStage("checkout");
        alert.setRule("stall");
        alert.setSince(due - 1000);
        alert.setDue(due);
        alert.setRaised(due + 50);
        alert.setLastTouchpoint(new LastTouchpoint("Added", due - 1000, "web"));
        alert.setState(AlertState.RAISED);
        alert.setReplay(false);
        return alert;
    }

    /** The same alert, in another state. */
    public static JourneyAlert with(JourneyAlert alert, AlertState state) {
        return JourneyAlert.newBuilder(alert).setState(state).build();
    }
}
