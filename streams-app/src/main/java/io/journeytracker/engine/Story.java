package io.journeytracker.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a fold said, kept, so that it can be compared with what another fold of nearly the same touchpoints said. */
final class Story implements Sink {

    private final List<Transition> transitions = new ArrayList<>();
    private final List<Touch> touches = new ArrayList<>();

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

    /**
     * Says to the sink what of this story is not in the corrected one, then what the corrected one adds. What came last is taken
     * back first: an alert whose end is taken back stands again, until its beginning is taken back too.
     */
    void correctedBy(Story corrected, Sink sink) {
        onlyInFirst(touches, corrected.touches).forEach(sink::untouched);
        List<Transition> untrue = onlyInFirst(transitions, corrected.transitions);
        Collections.reverse(untrue);
        untrue.forEach(sink::retracted);
        onlyInFirst(corrected.transitions, transitions).forEach(sink::told);
        onlyInFirst(corrected.touches, touches).forEach(sink::touched);
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
