package io.journeytracker.alert;

import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.LastTouchpoint;
import io.journeytracker.schema.TransitionKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Which transitions are alerts, and what the alert says. Pure rules. */
public final class Alerts {

    private static final int ID_BYTES = 16;

    /** Of an alert's id: parts that end with this cannot run into one another. */
    private static final byte END = 0;

    private final String linkPattern;

    /** @param linkPattern where a person looks at a customer, with {@code {customer}} in it; empty: no link */
    public Alerts(String linkPattern) {
        this.linkPattern = linkPattern;
    }

    /** The alert that the transition raises, resolves or retracts, if it does. */
    public Optional<JourneyAlert> of(JourneyTransition t) {
        if (t.getWithdrawn() && !begins(t.getKind())) {
            // Its beginning is withdrawn too: it does not stand again in between.
            return Optional.empty();
        }
        return switch (t.getKind()) {
            case STALLED -> Optional.of(alert(t, AlertKind.STALL, raises(t)));
            case CHURNED -> Optional.of(alert(t, AlertKind.CHURN, raises(t)));
            case RECOVERED -> Optional.of(alert(t, AlertKind.STALL, resolves(t)));
            case SUPERSEDED -> Optional.of(alert(t, superseded(t), resolves(t)));
            case RETURNED -> Optional.of(alert(t, AlertKind.CHURN, resolves(t)));
            default -> Optional.empty();
        };
    }

    private static boolean begins(TransitionKind kind) {
        return kind == TransitionKind.STALLED || kind == TransitionKind.CHURNED;
    }

    /** No churn rule may have the id of the rule that is the stall's. */
    private static AlertKind superseded(JourneyTransition t) {
        return t.getRule().equals("stall") ? AlertKind.STALL : AlertKind.CHURN;
    }

    private static AlertState raises(JourneyTransition t) {
        return t.getRetracted() ? AlertState.RETRACTED : AlertState.RAISED;
    }

    /** What ended it is taken back: it stands again. */
    private static AlertState resolves(JourneyTransition t) {
        return t.getRetracted() ? AlertState.RAISED : AlertState.RESOLVED;
    }

    private JourneyAlert alert(JourneyTransition t, AlertKind kind, AlertState state) {
        String stage = kind == AlertKind.CHURN && t.getFrom() != null ? t.getFrom() : t.getStage();
        JourneyAlert alert = new JourneyAlert();
        alert.setId(id(t.getJourney(), t.getCustomer(), stage, t.getRule(), t.getSince()));
        alert.setKind(kind);
        alert.setSeverity(t.getSeverity());
        alert.setOwner(t.getOwner());
        alert.setCustomer(t.getCustomer());
        alert.setPersona(t.getPersona());
        alert.setJourney(t.getJourney());
        alert.setVersion(t.getVersion());
        alert.setStage(stage);
        alert.setRule(t.getRule());
        alert.setSince(t.getSince());
        alert.setDue(t.getDue() == null ? t.getSince() : t.getDue());
        alert.setRaised(t.getEmittedAt());
        alert.setLastTouchpoint(new LastTouchpoint(t.getLastEvent(), t.getLastTime(), t.getLastChannel()));
        alert.setMood(t.getMood());
        alert.setValue(t.getValue());
        alert.setCurrency(t.getCurrency());
        alert.setState(state);
        alert.setResolvedAt(state == AlertState.RESOLVED ? t.getAt() : null);
        alert.setLink(link(t.getCustomer()));
        alert.setReplay(t.getReplay());
        return alert;
    }

    /**
     * The same silence has the same id whatever the map's version, the order of arrival and the number of tellings: half of the
     * SHA-256 of journey, customer, stage, rule and start of the gap.
     */
    static String id(String journey, String customer, String stage, String rule, long since) {
        MessageDigest digest = sha256();
        for (String part : new String[] {journey, customer, stage, rule, String.valueOf(since)}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update(END);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String link(String customer) {
        return linkPattern.isEmpty()
                ? null
                : linkPattern.replace(
                        "{customer}",
                        URLEncoder.encode(customer, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
