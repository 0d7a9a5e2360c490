package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import java.util.List;

/** A touchpoint written by hand: at a time, and only what is said of it. */
record Happens(
        long time,
        long order,
        long id,
        int stage,
        int exit,
        long churns,
        boolean reentry,
        int persona,
        int felt,
        int channel) {

    /** A touchpoint that no rule of the map names; its id is its time. */
    static Happens at(long time) {
        return new Happens(time, 0, time, -1, -1, 0, false, -1, Match.NO_EMOTION, -1);
    }

    Happens order(long order) {
        return new Happens(time, order, 1000 * order + time, stage, exit, churns, reentry, persona, felt, channel);
    }

    Happens stage(int index) {
        return new Happens(time, order, id, index, exit, churns, reentry, persona, felt, channel);
    }

    Happens exit(int index) {
        return new Happens(time, order, id, stage, index, churns, reentry, persona, felt, channel);
    }

    Happens gone(int bit) {
        return new Happens(time, order, id, stage, exit, churns | 1L << bit, reentry, persona, felt, channel);
    }

    Happens again() {
        return new Happens(time, order, id, stage, exit, churns, true, persona, felt, channel);
    }

    Happens persona(int index) {
        return new Happens(time, order, id, stage, exit, churns, reentry, index, felt, channel);
    }

    Happens felt(int thousandths) {
        return new Happens(time, order, id, stage, exit, churns, reentry, persona, thousandths, channel);
    }

    /** By the channel of this index. */
    Happens by(int index) {
        return new Happens(time, order, id, stage, exit, churns, reentry, persona, felt, index);
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
                channel,
                felt,
                Match.NO_VALUE,
                "",
                List.of());
    }
}
