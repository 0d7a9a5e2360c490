package io.journeytracker.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place in a list of customers, in which nobody else is.
 *
 * @param rank by which the list is in order, small first
 * @param customer who, among those of the same rank
 */
record Spot(double rank, String customer) implements Comparable<Spot> {

    private static final Comparator<Spot> ORDER =
            Comparator.comparingDouble(Spot::rank).thenComparing(Spot::customer);

    @Override
    public int compareTo(Spot other) {
        return ORDER.compare(this, other);
    }

    /** For an address; {@link #read} reads it. */
    String text() {
        byte[] name = customer.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(Double.BYTES + name.length)
                .putDouble(rank)
                .put(name)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty where it is none. */
    static Optional<Spot> read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() <= Double.BYTES) {
                return Optional.empty();
            }
            double rank = bytes.getDouble();
            return Double.isNaN(rank)
                    ? Optional.empty()
                    : Optional.of(
                            new Spot(rank, StandardCharsets.UTF_8.decode(bytes).toString()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
