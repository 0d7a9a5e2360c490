package io.journeytracker.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
        onlyInFirst(touches, corrected.touches, sink::untouched);
        onlyInFirst(transitions, corrected.transitions, sink::retracted);
        onlyInFirst(corrected.transitions, transitions, sink::told);
        onlyInFirst(corrected.touches, touches, sink::touched);
    }

    private static <T> void onlyInFirst(List<T> first, List<T> second, Consumer<T> to) {
        Map<T, Integer> known = new HashMap<>();
        for (T item : second) {
            known.merge(item, 1, Integer::sum);
        }
        for (T item : first) {
            Integer left = known.get(item);
            if (left == null || left == 0) {
                to.accept(item);
            } else {
                known.put(item, left - 1);
            }
        }
    }
}
