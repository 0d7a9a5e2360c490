package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.store.WriteBehindStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where stories are kept, in pieces: what is told is put behind the last piece while that is in heap and has room, and begins a new one
 * otherwise. So of a story nothing is read for a touchpoint but, when a piece is begun, whether the customer became another one; and what is written does not grow with the story. Once in a while the pieces of a long
 * story are made into one. Used by one thread.
 */
public final class StoryShelf {

    /** Pieces in heap, of those who do something at the moment. */
    static final int OPEN = 2_000;

    /** Touchpoints and moves of a piece. */
    private static final int FULL = 16;

    /** Whenever a piece is begun there is one chance in sixteen that it is seen to it that there are not too many. */
    private static final int SOMETIMES = Long.SIZE - 4;

    /** Spreads numbers that follow one another. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int MOST_PIECES = 48;

    private final WriteBehindStore<Bytes, CustomerStory> pieces;
    private final Map<String, Piece> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Piece> eldest) {
            return size() > OPEN;
        }
    };

    private record Piece(Bytes key, CustomerStory story) {}

    public StoryShelf(WriteBehindStore<Bytes, CustomerStory> pieces) {
        this.pieces = pieces;
    }

    /** What became of a customer; empty: nothing but their story. */
    Optional<CustomerStory> mark(String customer) {
        return open.containsKey(customer)
                ? Optional.empty()
                : Optional.ofNullable(pieces.get(StoryKey.of(customer, StoryKey.MARK)));
    }

    /** All of the customer's story is told by this from now on. */
    void mark(String customer, CustomerStory mark) {
        forget(customer);
        pieces.put(StoryKey.of(customer, StoryKey.MARK), mark);
    }

    /**
     * @param customer of whom there is no mark, or one that does not count any more
     * @param number of the part, growing
     */
    void add(String customer, CustomerStory part, long number) {
        Piece piece = open.get(customer);
        if (piece == null) {
            Bytes mark = StoryKey.of(customer, StoryKey.MARK);
            if (pieces.get(mark) != null) {
                pieces.delete(mark);
            }
            if (number * SPREAD >>> SOMETIMES == 0) {
                tidy(customer);
            }
            piece = new Piece(StoryKey.of(customer, number), StoryBook.empty());
            open.put(customer, piece);
        }
        StoryBook.append(piece.story(), part);
        pieces.put(piece.key(), piece.story());
        if (piece.story().getTouchpoints().size() + piece.story().getMoves().size() >= FULL) {
            open.remove(customer);
        }
    }

    private void tidy(String customer) {
        Map<Bytes, CustomerStory> all = all(customer);
        int touchpoints = all.values().stream()
                .mapToInt(piece -> piece.getTouchpoints().size())
                .sum();
        if (all.size() > MOST_PIECES || touchpoints > StoryBook.FIRST + StoryBook.LAST) {
            CustomerStory story = StoryBook.of(all.values()).orElseThrow();
            all.keySet().forEach(pieces::delete);
            pieces.put(all.keySet().iterator().next(), story);
        }
    }

    /** The story as far as it was told. */
    public Optional<CustomerStory> story(String customer) {
        return StoryBook.of(all(customer).values());
    }

    /** Nothing is left of the customer. */
    void forget(String customer) {
        open.remove(customer);
        all(customer).keySet().forEach(pieces::delete);
    }

    private Map<Bytes, CustomerStory> all(String customer) {
        Map<Bytes, CustomerStory> all = new LinkedHashMap<>();
        pieces.scan(StoryKey.from(customer), StoryKey.to(customer), all::put);
        return all;
    }
}
