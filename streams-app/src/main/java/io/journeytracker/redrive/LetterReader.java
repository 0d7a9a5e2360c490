package io.journeytracker.redrive;

/** Decides what is to become of a letter. */
@FunctionalInterface
interface LetterReader {

    /** @throws org.apache.kafka.common.KafkaException if that cannot be told now, for instance without a schema registry */
    Again read(Letter letter);
}
