package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.List;

/** A touchpoint written by hand: at a time, and only what is said of it. */
record Happens(
        long time, long order, long id, int stage, int exit, long churns, boolean reentry, int persona, int felt) {

    /** A touchpoint that no rule of the map names; its id is its time. */
    static Happens at(long time) {
        return new Happens(time, 0, time, -1, -1, 0, false, -1, Match.NO_EMOTION);
    }

    Happens order(long order) {
        return new Happens(time, order, 1000 * order + time, stage, exit, churns, reentry, persona, felt);
    }

    Happens stage(int index) {
        return new Happens(time, order, id, index, exit, churns, reentry, persona, felt);
    }

    Happens exit(int index) {
        return new Happens(time, order, id, stage, index, churns, reentry, persona, felt);
    }

    Happens gone(int bit) {
        return new Happens(time, order, id, stage, exit, churns | 1L << bit, reentry, persona, felt);
    }

    Happens again() {
        return new Happens(time, order, id, stage, exit, churns, true, persona, felt);
    }

    Happens persona(int index) {
        return new Happens(time, order, id, stage, exit, churns, reentry, index, felt);
    }

    Happens felt(int thousandths) {
        return new Happens(time, order, id, stage, exit, churns, reentry, persona, thousandths);
    }

    Match match() {
        return new Match(
                time,
                order,
                id,
                stage,
                -1,
                exit,
                churns,
                reentry,
                persona,
                -1,
                -1,
                felt,
                Match.NO_VALUE,
                "",
                List.of());
    }
}
