package io.journeytracker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Writes down what the engine says, and keeps what stands: told and not taken back. */
final class Recorder implements Sink {

    final List<Transition> told = new ArrayList<>();
    final List<Transition> retracted = new ArrayList<>();
    final List<Touch> touched = new ArrayList<>();
    final List<Touch> untouched = new ArrayList<>();
    final List<Transition> standing = new ArrayList<>();
    final List<Touch> standingTouches = new ArrayList<>();
    final List<Conversion> counted = new ArrayList<>();
    final List<Conversion> uncounted = new ArrayList<>();
    final List<Conversion> standingConversions = new ArrayList<>();
    final List<EndedVisit> ended = new ArrayList<>();
    final List<EndedVisit> unended = new ArrayList<>();
    final List<EndedVisit> standingEnded = new ArrayList<>();
    final List<Seen> seen = new ArrayList<>();
    final List<Seen> unseen = new ArrayList<>();
    final List<Seen> standingWeeks = new ArrayList<>();

    @Override
    public void told(Transition transition) {
        told.add(transition);
        standing.add(transition);
    }

    @Override
    public void retracted(Transition transition) {
        assertThat(told).as("what is taken back comes before what is new").isEmpty();
        retracted.add(transition);
        assertThat(standing.remove(transition))
                .as("taken back but not standing: %s", transition)
                .isTrue();
    }

    @Override
    public void touched(Touch touch) {
        touched.add(touch);
        standingTouches.add(touch);
    }

    @Override
    public void untouched(Touch touch) {
        assertThat(touched).as("what is taken back comes before what is new").isEmpty();
        untouched.add(touch);
        assertThat(standingTouches.remove(touch))
                .as("taken back but not standing: %s", touch)
                .isTrue();
    }

    @Override
    public void counted(Conversion conversion) {
        counted.add(conversion);
        standingConversions.add(conversion);
    }

    @Override
    public void uncounted(Conversion conversion) {
        assertThat(counted).as("what is taken back comes before what is new").isEmpty();
        uncounted.add(conversion);
        assertThat(standingConversions.remove(conversion))
                .as("taken back but not counted: %s", conversion)
                .isTrue();
    }

    @Override
    public void ended(EndedVisit visit) {
        ended.add(visit);
        standingEnded.add(visit);
    }

    @Override
    public void unended(EndedVisit visit) {
        assertThat(ended).as("what is taken back comes before what is new").isEmpty();
        unended.add(visit);
        assertThat(standingEnded.remove(visit))
                .as("taken back but not counted: %s", visit)
                .isTrue();
    }

    @Override
    public void seen(Seen week) {
        seen.add(week);
        standingWeeks.add(week);
    }

    @Override
    public void unseen(Seen week) {
        assertThat(seen).as("what is taken back comes before what is new").isEmpty();
        unseen.add(week);
        assertThat(standingWeeks.remove(week))
                .as("taken back but not counted: %s", week)
                .isTrue();
    }

    /** Forgets what was said so far, not what stands. */
    void nextCall() {
        told.clear();
        retracted.clear();
        touched.clear();
        untouched.clear();
        counted.clear();
        uncounted.clear();
        ended.clear();
        unended.clear();
        seen.clear();
        unseen.clear();
    }

    boolean silent() {
        return told.isEmpty()
                && retracted.isEmpty()
                && touched.isEmpty()
                && untouched.isEmpty()
                && counted.isEmpty()
                && uncounted.isEmpty()
                && ended.isEmpty()
                && unended.isEmpty()
                && seen.isEmpty()
                && unseen.isEmpty();
    }
}
