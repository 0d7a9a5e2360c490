package io.journeytracker.query;

import io.journeytracker.journey.CellChanges;
import io.journeytracker.journey.CellCodec;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Sums of the cells of windows. Those of whole days, and of the hours of today, are kept until one of their cells is written: most of a
 * window was read before. See docs/decisions/0028-windows-from-kept-sums.md. Thread-safe.
 */
final class WindowSums {

    static final long MOST_BYTES = 32L << 20;

    /** What a cell takes in heap besides what it has by name, and what each of these takes: estimates. */
    private static final int BYTES_OF_CELL = 1_000;

    private static final int BYTES_OF_ENTRY = 140;

    private static final long HOUR = CellKey.HOUR_MILLIS;
    private static final long DAY = CellKey.DAY_MILLIS;

    /** Older hours are days soon. */
    private static final int DAYS_OF_HOURS = 15;

    private static final int DAYS_OF_BLOCK = 32;
    /** Three years and a half; what is older is one piece. */
    private static final int BLOCKS = 40;

    /** Cells of a span with buckets from one moment to another, added up: what is read of the store at once. */
    private record Piece(CellKey.Span span, long from, long to) {}

    private record Place(int partition, Piece piece) {}

    /** @param last of the changes, before it was read */
    private record Kept(CellChanges changes, long last, Map<CellKey, MapCell> sums) {

        boolean holds(CellChanges now, Piece piece) {
            return changes == now && last == now.last(piece.span, piece.from, piece.to);
        }

        /** In bytes, about; nothing found takes room too. */
        long weight() {
            long weight = BYTES_OF_CELL;
            for (MapCell cell : sums.values()) {
                int entries = cell.getStanding().size()
                        + cell.getTouchpoints().size()
                        + cell.getTo().size()
                        + cell.getBreakdowns().size()
                        + cell.getEnded().size()
                        + cell.getFelt().size()
                        + cell.getUnnamed().size();
                weight += BYTES_OF_CELL + (long) BYTES_OF_ENTRY * entries;
            }
            return weight;
        }
    }

    /** Adds up what is stored, as {@link #sums} does; empty: it cannot be read now. */
    @FunctionalInterface
    interface Reading {
        Optional<Map<CellKey, MapCell>> of(CellKey.Span span, long from, long to);
    }

    /** The one that was not asked for for the longest time is first. */
    private final Map<Place, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final long most;
    private long weight;

    WindowSums() {
        this(MOST_BYTES);
    }

    /** @param most so many bytes of heap are taken by what is kept, about */
    WindowSums(long most) {
        this.most = most;
    }

    /**
     * The cells of a partition in a window, added up by journey version, stage and persona, as totals are.
     *
     * @param changes of the partition's store
     * @param now about this moment, milliseconds since the epoch: it says what is worth keeping, and nothing else
     */
    Optional<Map<CellKey, MapCell>> of(Window window, int partition, CellChanges changes, long now, Reading reading) {
        List<Piece> pieces = pieces(window, now);
        long days = days(changes);
        Optional<Map<CellKey, MapCell>> sums = of(pieces, partition, changes, reading);
        // The hours of an old day become that day once a day: between two pieces it would be in both.
        return days == days(changes) ? sums : of(pieces, partition, changes, reading);
    }

    private static long days(CellChanges changes) {
        return changes.last(CellKey.Span.DAY, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private Optional<Map<CellKey, MapCell>> of(
            List<Piece> pieces, int partition, CellChanges changes, Reading reading) {
        Map<CellKey, MapCell> all = new HashMap<>();
        for (Piece piece : pieces) {
            Optional<Map<CellKey, MapCell>> sums = of(new Place(partition, piece), changes, reading);
            if (sums.isEmpty()) {
                return Optional.empty();
            }
            sums.get().forEach((key, cell) -> Cells.add(all.computeIfAbsent(key, none -> Cells.empty()), cell));
        }
        return Optional.of(all);
    }

    private Optional<Map<CellKey, MapCell>> of(Place place, CellChanges changes, Reading reading) {
        Piece piece = place.piece;
        synchronized (kept) {
            Kept known = kept.get(place);
            if (known != null && known.holds(changes, piece)) {
                return Optional.of(known.sums);
            }
        }
        long last = changes.last(piece.span, piece.from, piece.to);
        Optional<Map<CellKey, MapCell>> sums = reading.of(piece.span, piece.from, piece.to);
        sums.ifPresent(found -> keep(place, new Kept(changes, last, found)));
        return sums;
    }

    private void keep(Place place, Kept found) {
        synchronized (kept) {
            Kept before = kept.put(place, found);
            weight += found.weight() - (before == null ? 0 : before.weight());
            var oldest = kept.values().iterator();
            while (weight > most && oldest.hasNext()) {
                weight -= oldest.next().weight();
                oldest.remove();
            }
        }
    }

    private static List<Piece> pieces(Window window, long now) {
        List<Piece> pieces = new ArrayList<>();
        long today = floor(now, DAY);
        List<Long> hours = new ArrayList<>();
        for (int day = DAYS_OF_HOURS; day > 0; day--) {
            hours.add(today - day * DAY);
        }
        for (long hour = today; hour <= now; hour += HOUR) {
            hours.add(hour);
        }
        add(CellKey.Span.HOUR, HOUR, window, hours, pieces);
        long block = DAYS_OF_BLOCK * DAY;
        List<Long> blocks = new ArrayList<>();
        for (int i = BLOCKS; i >= 0; i--) {
            blocks.add(floor(now, block) - i * block);
        }
        add(CellKey.Span.DAY, DAY, window, blocks, pieces);
        return pieces;
    }

    /**
     * Adds pieces that together are the window's cells of a span.
     *
     * @param bucket of a cell, milliseconds
     * @param cuts where pieces that are kept begin and end; what is only partly in the window is taken bucket by bucket
     */
    private static void add(CellKey.Span span, long bucket, Window window, List<Long> cuts, List<Piece> pieces) {
        long from = window.from() == Long.MIN_VALUE ? Long.MIN_VALUE : floor(window.from(), bucket);
        // A bucket is in the window if it begins before its end: an end that moves with the time of asking finds the
        // same piece.
        long to = ceiling(window.to(), bucket);
        long begin = Long.MIN_VALUE;
        for (int i = 0; i <= cuts.size(); i++) {
            long end = i < cuts.size() ? cuts.get(i) : Long.MAX_VALUE;
            long first = Math.max(begin, from);
            long last = Math.min(end, to);
            boolean whole = first == begin && last == end;
            boolean open = begin == Long.MIN_VALUE || end == Long.MAX_VALUE;
            if (first < last && (whole || open)) {
                pieces.add(new Piece(span, first, last));
            } else {
                for (long at = first; at < last; at += bucket) {
                    pieces.add(new Piece(span, at, at + bucket));
                }
            }
            begin = end;
        }
    }

    private static long floor(long time, long unit) {
        return Math.floorDiv(time, unit) * unit;
    }

    private static long ceiling(long time, long unit) {
        long over = Math.floorMod(time, unit);
        return over == 0 || time > Long.MAX_VALUE - unit ? time : time - over + unit;
    }

    /** All cells, added up by journey version, stage and persona. */
    static Map<CellKey, MapCell> sums(KeyValueIterator<Bytes, byte[]> cells) {
        return sums(cells, key -> true);
    }

    /** Of those that are wanted; the others are not even decoded. */
    static Map<CellKey, MapCell> sums(KeyValueIterator<Bytes, byte[]> cells, Predicate<CellKey> wanted) {
        CellCodec codec = new CellCodec();
        Map<CellKey, MapCell> sums = new HashMap<>();
        while (cells.hasNext()) {
            KeyValue<Bytes, byte[]> next = cells.next();
            CellKey key = CellKey.read(next.key);
            if (wanted.test(key)) {
                CellKey sum =
                        new CellKey(CellKey.Span.TOTAL, 0, key.journey(), key.version(), key.stage(), key.persona());
                Cells.add(sums.computeIfAbsent(sum, none -> Cells.empty()), codec.decode(next.value));
            }
        }
        return sums;
    }
}
