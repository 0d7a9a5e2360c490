package io.journeytracker.annotation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the topic of annotations and its follower do, without them. */
final class AnnotationsInMemory implements Supplier<Annotations>, AnnotationEdits {

    private final Map<String, String> topic = new HashMap<>();
    private Annotations annotations = Annotations.NONE;
    private long next;

    /** Done by somebody else between an editor's looking and writing, once. */
    Runnable meanwhile = () -> {};

    @Override
    public void edit(String key, UnaryOperator<Optional<String>> change) {
        Runnable first = meanwhile;
        meanwhile = () -> {};
        first.run();
        synchronized (this) {
            Optional<String> after = change.apply(Optional.ofNullable(topic.get(key)));
            after.ifPresentOrElse(text -> topic.put(key, text), () -> topic.remove(key));
            annotations = annotations.with(key, after, next++);
        }
    }

    @Override
    public synchronized Annotations get() {
        return annotations;
    }
}
