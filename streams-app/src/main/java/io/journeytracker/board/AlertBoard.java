package io.journeytracker.board;

import io.journeytracker.board.BoardAlert.Acknowledgement;
import io.journeytracker.board.BoardAlert.Escalation;
import io.journeytracker.schema.AlertLife;
import io.journeytracker.schema.AlertLifeKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/**
 * The newest alerts, so many at the most, and what happened to them. What customers do and what people do comes from two topics, in no order between
 * them: what is known is the same whichever comes first. Thread-safe.
 */
final class AlertBoard {

    /** Of one alert; what comes after these says nothing new. */
    private static final int MOST_LIVES = 20;

    private final int most;
    private final Changes changes;
    /** Oldest first. Read without the lock: who lists thousands must not hold up what happens. */
    private final ConcurrentSkipListMap<Key, BoardAlert> byAge = new ConcurrentSkipListMap<>();

    private final Map<String, BoardAlert> byId = new HashMap<>();
    private final Map<String, List<AlertLife>> lives = new LinkedHashMap<>();

    private record Key(long raised, String id) implements Comparable<Key> {

        static Key of(BoardAlert alert) {
            return new Key(alert.alert().getRaised(), alert.alert().getId());
        }

        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(raised, other.raised);
            return byTime == 0 ? id.compareTo(other.id) : byTime;
        }
    }

    /**
     * @param most alerts that are kept
     * @param changes hears of every change
     */
    AlertBoard(int most, Changes changes) {
        this.most = most;
        this.changes = changes;
    }

    int most() {
        return most;
    }

    /** What a customer's touchpoints made of an alert. One that is over and was never heard of is left out. */
    synchronized void take(JourneyAlert told) {
        BoardAlert known = byId.get(told.getId());
        boolean begins = told.getState() == AlertState.RAISED;
        if (known == null && !begins || known != null && begins && known.told() == AlertState.RAISED) {
            return;
        }
        put(known, begins ? told : known.alert(), told.getState(), Instant.ofEpochMilli(told.getRaised()))
                .ifPresent(alert -> changes.add(told.getState().name(), Optional.ofNullable(known), alert));
    }

    /**
     * What else happened to an alert, which may not have been heard of yet.
     *
     * @return the alert, if now somebody takes care of it and nobody did before. All instances read what happens to one alert in the same order, so
     *     that all of them find the same to be the first one
     */
    synchronized Optional<JourneyAlert> take(AlertLife life) {
        List<AlertLife> all = lives.computeIfAbsent(life.getAlert(), any -> new ArrayList<>());
        // What was read before a failure is read again.
        if (all.size() >= MOST_LIVES || all.contains(life)) {
            return Optional.empty();
        }
        all.add(life);
        if (lives.size() > most) {
            lives.remove(lives.keySet().iterator().next());
        }
        BoardAlert known = byId.get(life.getAlert());
        if (known == null) {
            return Optional.empty();
        }
        Optional<BoardAlert> now = put(known, known.alert(), known.told(), known.changed())
                .filter(alert -> !alert.equals(known));
        now.ifPresent(alert -> changes.add(life.getKind().name(), Optional.of(known), alert));
        return now.filter(alert -> known.acknowledgement().isEmpty())
                .filter(alert -> alert.acknowledgement().isPresent())
                .map(BoardAlert::alert);
    }

    /** Empty where there is no room for one that is so old. */
    private Optional<BoardAlert> put(BoardAlert before, JourneyAlert alert, AlertState told, Instant changed) {
        List<AlertLife> life = lives.getOrDefault(alert.getId(), List.of()).stream()
                .filter(each -> each.getAt() >= alert.getRaised())
                .toList();
        BoardAlert now = new BoardAlert(
                alert,
                told,
                changed,
                life.stream()
                        .filter(each -> each.getKind() == AlertLifeKind.ACKNOWLEDGED)
                        .findFirst()
                        .map(each ->
                                new Acknowledgement(each.getBy(), each.getNote(), Instant.ofEpochMilli(each.getAt()))),
                life.stream()
                        .filter(each -> each.getKind() == AlertLifeKind.ESCALATED)
                        .map(each -> new Escalation(each.getSubscription(), Instant.ofEpochMilli(each.getAt())))
                        .toList());
        byAge.put(Key.of(now), now);
        if (before != null && !Key.of(before).equals(Key.of(now))) {
            byAge.remove(Key.of(before));
        }
        byId.put(alert.getId(), now);
        notifyAll();
        if (byAge.size() > most) {
            String oldest = byAge.pollFirstEntry().getKey().id();
            byId.remove(oldest);
            lives.remove(oldest);
        }
        return Optional.ofNullable(byId.get(alert.getId()));
    }

    synchronized Optional<BoardAlert> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Waits until one that is here is as is wanted, or time is up; then it is handed over as it is. */
    synchronized BoardAlert await(String id, Predicate<BoardAlert> wanted, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        BoardAlert last = byId.get(id);
        try {
            while (!wanted.test(last)) {
                long rest = (end - System.nanoTime()) / 1_000_000;
                if (rest <= 0) {
                    break;
                }
                wait(rest);
                last = byId.getOrDefault(id, last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    /** All of them, newest first; of what happens meanwhile some. */
    List<BoardAlert> newest() {
        return List.copyOf(byAge.descendingMap().values());
    }
}
