package io.journeytracker.annotation;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where changes of annotations go. */
interface AnnotationEdits {

    /**
     * Changes what is under a key, by what it is now on all instances, and waits a while for that to work here.
     *
     * @param change from what is there to what is to be there, as the topic has it; what it throws is thrown, and nothing is changed
     * @throws io.journeytracker.topic.EditFailedException if it could not be written, or it is not known whether it was
     */
    void edit(String key, UnaryOperator<Optional<String>> change);
}
