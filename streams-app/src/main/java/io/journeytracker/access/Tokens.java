package io.journeytracker.access;

import java.time.Instant;

/** Says of tokens whose they are. Thread-safe. */
public interface Tokens {

    /** None are taken. */
    Tokens NONE = token -> new Verdict.Refused("no tokens are taken here; expected a key");

    /** What a token is worth. */
    sealed interface Verdict {

        /**
         * It is good.
         *
         * @param until when it ends
         */
        record Known(Caller caller, Instant until) implements Verdict {}

        /** It is good, and its bearer may do nothing here. */
        record WithoutRole(String why) implements Verdict {}

        /**
         * It is none that counts here.
         *
         * @param why for its bearer; says nothing of what is in it
         */
        record Refused(String why) implements Verdict {}

        /** The issuer's keys cannot be had at the moment, so that nobody can tell. */
        record Unknown(String why) implements Verdict {}
    }

    /** Answers within some seconds, whatever the issuer does. */
    Verdict check(String token);

    /** Whether it has the shape of a signed token, which no key has to have. */
    static boolean isOne(String given) {
        return given.startsWith("ey")
                && given.chars().filter(each -> each == '.').count() == 2;
    }
}
