package io.journeytracker.journey;

import io.journeytracker.engine.TailKept;
import io.journeytracker.failure.UnusableRecordException;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.IdentityMessage;
import io.journeytracker.schema.IdentityMessageKind;
import io.journeytracker.stream.IdentityMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Customers who turn out to be others: here one is handed over, there taken over, and each step is all or nothing. Told by the
 * identity step, which knows who is who. Used by one thread.
 */
final class Merging {

    private final StateCodec codec;
    private final LongSupplier clock;
    private final Effects effects;
    private final Keeping keeping;
    private final JourneyMeters meters;
    private final IdentityMessages messages = new IdentityMessages();

    /** What becomes of a customer's record. */
    interface Keeping {
        /** Null: not known. Not to be written to. */
        CustomerRecord get(Bytes customer);

        TailKept tail(byte[] customer);

        /** Writes the record with all that was said of it. */
        void keep(Bytes customer, CustomerRecord record);

        /** Writes what was said, and forgets the customer. */
        void forget(Bytes customer);

        /** Everything that was told of the customer was taken back, or nothing ever was told. */
        void withdrawn(Bytes customer, Withdrawal why);

        void send(byte[] winner, byte[] handOver);
    }

    Merging(StateCodec codec, LongSupplier clock, Effects effects, Keeping keeping, JourneyMeters meters) {
        this.codec = codec;
        this.clock = clock;
        this.effects = effects;
        this.keeping = keeping;
        this.meters = meters;
    }

    /** @throws UnusableRecordException if the record is no message */
    void receive(Record<byte[], Object> record) throws UnusableRecordException {
        Bytes customer = Bytes.wrap(record.key());
        IdentityMessage message = messages.read(record.value());
        switch (message.getKind()) {
            case JOIN -> handOver(customer, message);
            case HANDOVER -> takeOver(customer, message);
            case ERASE -> withdraw(customer, Withdrawal.ERASED);
            default -> {
                // For the identity step alone.
            }
        }
    }

    private void handOver(Bytes customer, IdentityMessage join) {
        CustomerRecord known = keeping.get(customer);
        if (known == null && join.getMembers().isEmpty() && join.getConsent() == null) {
            // Nothing is handed over: an identifier that never was a customer. The winner, who asked for it, knows that
            // it has it.
            keeping.withdrawn(customer, new Withdrawal(join.getOther()));
            return;
        }
        IdentityMessage handOver = IdentityMessage.newBuilder(join)
                .setKind(IdentityMessageKind.HANDOVER)
                .setOther(text(customer))
                .setCustomer(known == null ? null : ByteBuffer.wrap(codec.encode(known)))
                .build();
        withdraw(customer, new Withdrawal(join.getOther()));
        keeping.send(join.getOther().getBytes(StandardCharsets.UTF_8), messages.encode(handOver));
    }

    private void withdraw(Bytes customer, Withdrawal withdrawal) {
        CustomerRecord known = keeping.get(customer);
        if (known != null) {
            effects.clear();
            CustomerMerge.withdraw(known.copy(), withdrawal, effects);
            keeping.forget(customer);
        }
        keeping.withdrawn(customer, withdrawal);
    }

    private void takeOver(Bytes customer, IdentityMessage handOver) {
        if (handOver.getCustomer() == null) {
            return;
        }
        byte[] bytes = new byte[handOver.getCustomer().remaining()];
        handOver.getCustomer().duplicate().get(bytes);
        CustomerRecord known = keeping.get(customer);
        CustomerRecord record = known == null ? new CustomerRecord() : known.copy();
        effects.clear();
        boolean exact = CustomerMerge.takeOver(
                text(customer), record, codec.decode(bytes), clock.getAsLong(), keeping.tail(customer.get()), effects);
        keeping.keep(customer, record);
        meters.merge(exact);
    }

    private static String text(Bytes customer) {
        return new String(customer.get(), StandardCharsets.UTF_8);
    }
}
