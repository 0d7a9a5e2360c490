package io.journeytracker.intake.protocol;

import io.journeytracker.intake.message.Batch;

/** A path that a protocol answers. Patterns are Javalin's, with or without a slash at the end. */
public sealed interface Route {

    /** In Javalin's syntax, for instance <code>/v1/projects/{key}/settings</code>. */
    String pattern();

    /**
     * Takes messages.
     *
     * @param method GET or POST
     * @param read makes messages of a request
     * @param accepted what the client gets when all of them are on Kafka
     */
    record Messages(String method, String pattern, Reader read, Answer accepted) implements Route {}

    /**
     * Answers a question that an SDK asks before it sends anything, such as its settings; writes nothing.
     *
     * @param method GET or POST
     */
    record Question(String method, String pattern, Responder respond) implements Route {}

    /** Makes messages of a request. Pure; called by many threads. */
    @FunctionalInterface
    interface Reader {
        /** @throws MalformedRequestException if nothing of it can be understood */
        Batch read(IntakeRequest request) throws MalformedRequestException;
    }

    /** Answers a question. Pure; called by many threads. */
    @FunctionalInterface
    interface Responder {
        Answer respond(IntakeRequest request);
    }
}
