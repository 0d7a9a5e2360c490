package io.journeytracker.subscription;

import io.journeytracker.yaml.Block;

/** How one type of target is written in a file of subscriptions. */
public interface TargetLanguage {

    /** As {@code type:} names it, for instance {@code webhook}. */
    String type();

    /**
     * Reads the keys that this type of target has beside those that all have. What is wrong becomes a problem of the block; the settings are used
     * only where there is none. Secrets are read as names ({@link SecretName}), never as values.
     *
     * @return an immutable value with a sensible {@code equals}; a changed one opens the target anew
     */
    Object settings(Block block);
}
