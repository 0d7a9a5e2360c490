package io.journeytracker.engine;

import java.util.ArrayList;
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

    /** Says to the sink what of this story is not in the corrected one, then what the corrected one adds. */
    void correctedBy(Story corrected, Sink sink) {
        onlyInFirst(touches, corrected.touches).forEach(sink::untouched);
        List<Transition> wrong = onlyInFirst(transitions, corrected.transitions);
        // Backwards, as one undoes: an alert's end is taken back before its beginning.
        for (int i = wrong.size() - 1; i >= 0; i--) {
            sink.retracted(wrong.get(i));
        }
        onlyInFirst(corrected.transitions, transitions).forEach(sink::told);
        onlyInFirst(corrected.touches, touches).forEach(sink::touched);
    }

    private static <T> List<T> onlyInFirst(List<T> first, List<T> second) {
        List<T> only = new ArrayList<>();
        Map<T, Integer> known = new HashMap<>();
        for (T item : second) {
            known.merge(item, 1, Integer::sum);
        }
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
