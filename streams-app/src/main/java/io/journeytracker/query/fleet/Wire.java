package io.journeytracker.query.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Questions and answers between instances as bytes. They begin with the version of this form, so that instances of different versions
 * do not misunderstand one another while the one replaces the other.
 */
final class Wire {

    private static final byte VERSION = 1;
    private static final byte TOTALS = 0;
    private static final byte VISITS = 1;
    private static final byte CUSTOMERS = 2;
    private static final byte VALUE = 3;
    private static final byte BEHIND = 4;

    private Wire() {}

    /** A question about some partitions. */
    record Asked(Question question, Set<Integer> partitions) {}

    /** The bytes are none of this form. */
    static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private MalformedException(Exception cause) {
            super("no question or answer of version " + VERSION, cause);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] bytes(Asked asked) {
        return written(out -> {
            if (asked.question instanceof Question.Totals) {
                out.writeByte(TOTALS);
            } else if (asked.question instanceof Question.Visits visits) {
                out.writeByte(VISITS);
                text(visits.journey(), out);
                out.writeInt(visits.version());
                out.writeLong(visits.from());
                out.writeLong(visits.to());
            } else if (asked.question instanceof Question.Customers customers) {
                out.writeByte(CUSTOMERS);
                text(customers.journey(), out);
                out.writeInt(customers.version());
                parameters(customers.parameters(), out);
            } else if (asked.question instanceof Question.Behind behind) {
                out.writeByte(BEHIND);
                text(behind.journey(), out);
                out.writeInt(behind.version());
                parameters(behind.parameters(), out);
                out.writeBoolean(behind.told());
            } else if (asked.question instanceof Question.Value value) {
                out.writeByte(VALUE);
                text(value.store(), out);
                text(value.key(), out);
            }
            out.writeInt(asked.partitions.size());
            for (int partition : asked.partitions) {
                out.writeInt(partition);
            }
        });
    }

    /** @throws MalformedException if it is none */
    static Asked question(byte[] bytes) {
        return read(bytes, in -> {
            Question question = question(in);
            Set<Integer> partitions = new TreeSet<>();
            for (int left = count(in); left > 0; left--) {
                partitions.add(in.readInt());
            }
            return new Asked(question, partitions);
        });
    }

    private static Question question(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case TOTALS -> new Question.Totals();
            case VISITS -> new Question.Visits(text(in), in.readInt(), in.readLong(), in.readLong());
            case CUSTOMERS -> new Question.Customers(text(in), in.readInt(), parameters(in));
            case BEHIND -> new Question.Behind(text(in), in.readInt(), parameters(in), in.readBoolean());
            case VALUE -> new Question.Value(text(in), text(in));
            default -> throw new IOException("no question is of kind " + kind);
        };
    }

    private static void parameters(Map<String, String> parameters, DataOutputStream out) throws IOException {
        out.writeInt(parameters.size());
        for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
            text(parameter.getKey(), out);
            text(parameter.getValue(), out);
        }
    }

    private static Map<String, String> parameters(DataInputStream in) throws IOException {
        Map<String, String> parameters = new TreeMap<>();
        for (int left = count(in); left > 0; left--) {
            parameters.put(text(in), text(in));
        }
        return parameters;
    }

    static byte[] bytes(List<Share> shares) {
        return written(out -> {
            out.writeInt(shares.size());
            for (Share share : shares) {
                out.writeInt(share.partition());
                out.writeBoolean(share.active());
                out.writeLong(share.publishedAt());
                out.writeLong(share.clock());
                out.writeLong(share.count());
                out.writeInt(share.entries().size());
                for (Share.Entry entry : share.entries()) {
                    bytes(entry.key(), out);
                    bytes(entry.value(), out);
                }
            }
        });
    }

    /** @throws MalformedException if it is none */
    static List<Share> shares(byte[] bytes) {
        return read(bytes, in -> {
            List<Share> shares = new ArrayList<>();
            for (int left = count(in); left > 0; left--) {
                shares.add(new Share(
                        in.readInt(), in.readBoolean(), in.readLong(), in.readLong(), in.readLong(), entries(in)));
            }
            return shares;
        });
    }

    private static List<Share.Entry> entries(DataInputStream in) throws IOException {
        List<Share.Entry> entries = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            entries.add(new Share.Entry(bytes(in), bytes(in)));
        }
        return entries;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("another version");
            }
            T read = reading.from(in);
            if (in.available() > 0) {
                throw new IOException("bytes left over");
            }
            return read;
        } catch (IOException malformed) {
            throw new MalformedException(malformed);
        }
    }

    /** Each of what is counted takes a byte or more, so that a wrong count is found before memory is taken for it. */
    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(count(in));
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }
}
