package io.journeytracker.query;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Of whatever is gone through, those that are on a page or before it; as few as that are held in heap. */
final class Paged<T> {

    /** One of them, and where it is in the list. */
    record Placed<T>(Spot spot, T found) {}

    private final Optional<Spot> after;
    private final int offset;
    private final int limit;
    /** Those that come first, the last of them on top. */
    private final PriorityQueue<Placed<T>> first =
            new PriorityQueue<>(Comparator.comparing((Placed<T> each) -> each.spot()).reversed());

    /**
     * @param after only those who come after this one
     * @param offset so many are left out
     */
    Paged(Optional<Spot> after, int offset, int limit) {
        this.after = after;
        this.offset = offset;
        this.limit = limit;
    }

    void take(Spot spot, T found) {
        if (after.filter(begin -> spot.compareTo(begin) <= 0).isPresent()) {
            return;
        }
        first.add(new Placed<>(spot, found));
        if (first.size() > offset + limit) {
            first.remove();
        }
    }

    /** In no order, those before the page too. */
    Stream<Placed<T>> all() {
        return first.stream();
    }

    List<Placed<T>> page() {
        return first.stream()
                .sorted(Comparator.comparing(Placed::spot))
                .skip(offset)
                .toList();
    }

    /** Where the page ends, if it is full. */
    Optional<Spot> next() {
        return first.size() == offset + limit ? first.stream().map(Placed::spot).max(Comparator.naturalOrder()) : Optional.empty();
    }
}
