package io.journeytracker.annotation;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where changes of annotations go. */
interface AnnotationEdits {

    /**
     * Changes what is under a key, by what it is now on all instances, and waits until that works here.
     *
     * @param change from what is there to what is to be there, as the topic has it; what it throws is thrown, and nothing is changed
     * @throws org.apache.kafka.common.KafkaException if it could not be written, or did not come back in time
     */
    void edit(String key, UnaryOperator<Optional<String>> change);
}
