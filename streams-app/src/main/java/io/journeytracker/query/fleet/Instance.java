package io.journeytracker.query.fleet;

import java.util.List;
import java.util.Set;

/** This instance, as it answers of the partitions that it keeps. Safe for use by several threads. */
@FunctionalInterface
public interface Instance {

    /** A share for each of the partitions that it can read at the moment, as the active one or as a copy; of others nothing. */
    List<Share> answer(Question question, Set<Integer> partitions);
}
