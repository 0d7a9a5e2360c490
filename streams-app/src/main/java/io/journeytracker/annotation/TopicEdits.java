package io.journeytracker.annotation;

import io.journeytracker.topic.Deadline;
import io.journeytracker.topic.TopicEditor;
import io.journeytracker.topic.TopicFollower;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of annotations as their topic takes them, and gives them back. */
record TopicEdits(TopicEditor editor, TopicFollower<Annotations> follower) implements AnnotationEdits {

    private static final Logger LOG = LoggerFactory.getLogger(TopicEdits.class);

    @Override
    public void edit(String key, UnaryOperator<Optional<String>> change) {
        Deadline deadline = Deadline.in(TopicEditor.PATIENCE);
        long offset = editor.edit(key, change, deadline);
        try {
            if (!follower.await(offset, deadline.left())) {
                // It is written: who were told otherwise would write it again.
                LOG.warn("An annotation was written and has not come back in time");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
