package io.journeytracker.query.fleet;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The other instances. Safe for use by several threads. */
@FunctionalInterface
public interface Peers {

    /** Shares of some of the partitions, within the question's patience; nothing where the instance is away. Never fails. */
    CompletableFuture<List<Share>> ask(Address address, Question question, Set<Integer> partitions);

    /** Nobody is asked. */
    Peers NONE = (address, question, partitions) -> CompletableFuture.completedFuture(List.of());
}
