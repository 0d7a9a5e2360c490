package io.journeytracker.engine;

import io.journeytracker.schema.TransitionKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a fold said, kept, so that it can be compared with what another fold of nearly the same touchpoints said. */
final class Story implements Sink {

    private static final Set<TransitionKind> BEGINS_ALERT = EnumSet.of(TransitionKind.STALLED, TransitionKind.CHURNED);
    private static final Set<TransitionKind> ENDS_ALERT =
            EnumSet.of(TransitionKind.RECOVERED, TransitionKind.SUPERSEDED, TransitionKind.RETURNED);

    private final List<Transition> transitions = new ArrayList<>();
    private final List<Touch> touches = new ArrayList<>();
    private final List<Conversion> conversions = new ArrayList<>();
    private final List<EndedVisit> ended = new ArrayList<>();
    private final List<Seen> weeks = new ArrayList<>();

    @Override
    public void told(Transition transition) {
        transitions.add(transition);
    }

    @Override
    public void retracted(Transition transition) {
        throw new IllegalStateException("a plain fold takes nothing back");
    }

    @Override
    public void touched(Touch touch) {
        touches.add(touch);
    }

    @Override
    public void untouched(Touch touch) {
        throw new IllegalStateException("a plain fold takes nothing back");
    }

    @Override
    public void counted(Conversion conversion) {
        conversions.add(conversion);
    }

    @Override
    public void uncounted(Conversion conversion) {
        throw new IllegalStateException("a plain fold takes nothing back");
    }

    @Override
    public void ended(EndedVisit visit) {
        ended.add(visit);
    }

    @Override
    public void unended(EndedVisit visit) {
        throw new IllegalStateException("a plain fold takes nothing back");
    }

    @Override
    public void seen(Seen seen) {
        weeks.add(seen);
    }

    @Override
    public void unseen(Seen seen) {
        throw new IllegalStateException("a plain fold takes nothing back");
    }

    /**
     * Says to the sink what of this story is not in the corrected one, then what the corrected one adds. What came last is taken
     * back first: an alert whose end is taken back stands again, until its beginning is taken back too. For the same reason
     * the end of an alert is told again where its beginning has to be told in other words.
     */
    void correctedBy(Story corrected, Sink sink) {
        onlyInFirst(touches, corrected.touches).forEach(sink::untouched);
        onlyInFirst(conversions, corrected.conversions).forEach(sink::uncounted);
        onlyInFirst(ended, corrected.ended).forEach(sink::unended);
        onlyInFirst(weeks, corrected.weeks).forEach(sink::unseen);
        List<Transition> untrue = onlyInFirst(transitions, corrected.transitions);
        List<Transition> missing = onlyInFirst(corrected.transitions, transitions);
        Set<Gap> begunAgain = new HashSet<>();
        missing.stream().filter(t -> BEGINS_ALERT.contains(t.kind())).forEach(t -> begunAgain.add(Gap.of(t)));
        if (!begunAgain.isEmpty()) {
            untrue = withEnds(transitions, untrue, begunAgain);
            missing = withEnds(corrected.transitions, missing, begunAgain);
        }
        for (int i = untrue.size() - 1; i >= 0; i--) {
            sink.retracted(untrue.get(i));
        }
        missing.forEach(sink::told);
        onlyInFirst(corrected.touches, touches).forEach(sink::touched);
        onlyInFirst(corrected.conversions, conversions).forEach(sink::counted);
        onlyInFirst(corrected.ended, ended).forEach(sink::ended);
        onlyInFirst(corrected.weeks, weeks).forEach(sink::seen);
    }

    /** What an alert is about: churn and stall of one silence have different rules, also where they fell due together. */
    private record Gap(long since, long due, int rule) {

        static Gap of(Transition t) {
            return new Gap(t.since(), t.due(), t.rule());
        }
    }

    /** The chosen ones and the ends of alerts that begin again, in the order of all. */
    private static List<Transition> withEnds(List<Transition> all, List<Transition> chosen, Set<Gap> begunAgain) {
        List<Transition> left = new ArrayList<>(chosen);
        return all.stream()
                .filter(t -> left.remove(t) || (ENDS_ALERT.contains(t.kind()) && begunAgain.contains(Gap.of(t))))
                .toList();
    }

    private static <T> List<T> onlyInFirst(List<T> first, List<T> second) {
        Map<T, Integer> known = new HashMap<>();
        for (T item : second) {
            known.merge(item, 1, Integer::sum);
        }
        List<T> only = new ArrayList<>();
        for (T item : first) {
            Integer left = known.get(item);
            if (left == null || left == 0) {
                only.add(item);
            } else {
                known.put(item, left - 1);
            }
        }
        return only;
    }
}
