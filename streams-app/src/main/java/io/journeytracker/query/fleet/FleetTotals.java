package io.journeytracker.query.fleet;

import io.journeytracker.http.RefusedRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The totals of the partitions that are active elsewhere. They are asked for no more often than they are published, however many pages are
 * open, and what nobody answers for stays as it was known last.
 *
 * @param <T> what a share is made into, once
 */
public final class FleetTotals<T> {

    /** Less than a second, at which they are published: together with that a page is told in two seconds. */
    static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final Fleet fleet;
    private final Making<T> making;
    private final LongSupplier nanos;
    private final Map<Integer, Part<T>> known = new TreeMap<>();
    private final Map<Integer, Long> askedAt = new HashMap<>();

    /** Makes what is wanted of a share. */
    @FunctionalInterface
    public interface Making<T> {
        T of(Share share);
    }

    /**
     * One partition's.
     *
     * @param share without its entries
     */
    public record Part<T>(Share share, T made) {}

    /** @param nanos a clock as {@link System#nanoTime} is one */
    public FleetTotals(Fleet fleet, Making<T> making, LongSupplier nanos) {
        this.fleet = fleet;
        this.making = making;
        this.nanos = nanos;
    }

    /** Of each of the partitions what is known. One thread asks at a time, and the others wait for what it is told. */
    public synchronized List<Part<T>> of(Set<Integer> partitions) {
        long now = nanos.getAsLong();
        Set<Integer> due = new TreeSet<>(partitions);
        due.removeIf(partition -> {
            Long asked = askedAt.get(partition);
            return asked != null && now - asked < APART_NANOS;
        });
        if (!due.isEmpty()) {
            ask(due);
            due.forEach(partition -> askedAt.put(partition, nanos.getAsLong()));
        }
        return partitions.stream().filter(known::containsKey).map(known::get).toList();
    }

    private void ask(Set<Integer> due) {
        Fleet.Gathered gathered;
        try {
            gathered = fleet.ask(new Question.Totals(), due);
        } catch (RefusedRequestException busy) {
            // Long questions of others wait: what is known already is an answer all the same.
            gathered = new Fleet.Gathered(List.of(), due);
        }
        for (Share share : gathered.shares()) {
            Part<T> before = known.get(share.partition());
            // A copy that is behind what was known before the owner went says less than that.
            if (share.active() || before == null || share.clock() >= before.share.clock()) {
                known.put(share.partition(), new Part<>(bare(share), making.of(share)));
            } else {
                remember(before);
            }
        }
        gathered.missing().stream()
                .filter(known::containsKey)
                .map(known::get)
                .toList()
                .forEach(this::remember);
    }

    private void remember(Part<T> before) {
        known.put(before.share.partition(), new Part<>(before.share.remembered(), before.made));
    }

    private static Share bare(Share share) {
        return new Share(
                share.partition(), share.active(), share.publishedAt(), share.clock(), share.count(), List.of());
    }
}
