package io.journeytracker.engine;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import java.util.ArrayList;
import java.util.List;

/** One customer who lives through a map; what is told is kept as lines like {@code 10 ADVANCED browse>cart}. */
final class Customer {

    final JourneyEngine engine;
    final JourneyState state;
    final List<Transition> transitions = new ArrayList<>();
    final List<Transition> retracted = new ArrayList<>();
    final List<Touch> touches = new ArrayList<>();
    private final List<Conversion> conversions = new ArrayList<>();
    final List<EndedVisit> ended = new ArrayList<>();
    final List<Seen> weeks = new ArrayList<>();
    int fullTails;
    private final JourneyDefinition map;
    private final List<String> lines = new ArrayList<>();

    Customer(MapOf map) {
        this.map = map.map();
        this.engine = new JourneyEngine(new CompiledJourney(this.map));
        this.state = engine.begin();
    }

    Applied takes(Happens touchpoint) {
        return engine.apply(state, touchpoint.match(), Long.MIN_VALUE, sink());
    }

    Customer after(Happens... touchpoints) {
        for (Happens touchpoint : touchpoints) {
            takes(touchpoint);
        }
        return this;
    }

    Customer clock(long clock) {
        engine.advance(state, clock, sink());
        return this;
    }

    /** Everything is taken back, as of one who turns out to be another customer. */
    Customer gone() {
        engine.withdraw(state, sink());
        return this;
    }

    /** What was told since the last time that this was asked; what was taken back begins with {@code not}. */
    List<String> told() {
        List<String> since = List.copyOf(lines);
        lines.clear();
        return since;
    }

    /** What is counted and was not taken back. */
    List<String> conversions() {
        return conversions.stream()
                .map(conversion -> conversion.outcome() + " "
                        + name(conversion.visit().stage()) + " "
                        + conversion.visit().since())
                .toList();
    }

    Transition last() {
        return transitions.get(transitions.size() - 1);
    }

    private Sink sink() {
        return new Sink() {
            @Override
            public void told(Transition transition) {
                transitions.add(transition);
                lines.add(line(transition));
            }

            @Override
            public void retracted(Transition transition) {
                retracted.add(transition);
                lines.add("not " + line(transition));
            }

            @Override
            public void touched(Touch touch) {
                touches.add(touch);
            }

            @Override
            public void untouched(Touch touch) {
                touches.remove(touch);
            }

            @Override
            public void counted(Conversion conversion) {
                conversions.add(conversion);
            }

            @Override
            public void uncounted(Conversion conversion) {
                conversions.remove(conversion);
            }

            @Override
            public void ended(EndedVisit visit) {
                ended.add(visit);
            }

            @Override
            public void unended(EndedVisit visit) {
                ended.remove(visit);
            }

            @Override
            public void seen(Seen seen) {
                weeks.add(seen);
            }

            @Override
            public void unseen(Seen seen) {
                weeks.remove(seen);
            }

            @Override
            public void tailFull() {
                fullTails++;
            }
        };
    }

    private String line(Transition transition) {
        String from = transition.from() == Transition.NOWHERE ? "" : name(transition.from()) + ">";
        return transition.at() + " " + transition.kind() + " " + from + name(transition.stage());
    }

    private String name(int stage) {
        return stage < 0 ? "none" : map.stages().get(stage).id();
    }
}
