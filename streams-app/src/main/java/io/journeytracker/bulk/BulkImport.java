package io.journeytracker.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.client.IntakeClient;
import io.journeytracker.client.Outcome;
import io.journeytracker.client.Refusal;
import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.LogCursor;
import io.journeytracker.log.sort.ReadProgress;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Sends the rows of a log, the oldest first, in batches that the intake takes. Whatever the file or the intake does not let
 * through is told row by row. Used by one thread.
 */
public final class BulkImport {

    private static final String PATH = "/v1/touchpoints";
    private static final int MOST_ROWS = 1_000;

    private final RowMapping mapping;
    private final boolean backFill;
    private final IntakeClient client;
    private final RejectedRows rejected;
    private int mostRows = MOST_ROWS;
    private long handled;
    private long taken;

    /**
     * @param backFill the rows are old news: what becomes true by them raises no live alert
     * @param rejected hears of every row that is not taken
     */
    public BulkImport(RowMapping mapping, boolean backFill, IntakeClient client, RejectedRows rejected) {
        this.mapping = mapping;
        this.backFill = backFill;
        this.client = client;
        this.rejected = rejected;
    }

    /**
     * Reads a log to its end, checks each row and sorts them by time.
     *
     * @throws io.journeytracker.log.LogException if it cannot be read, or no row of it can be used
     */
    public SortedLog read(LogReader reader, SortLimits limits, ReadProgress progress) {
        return SortedLog.sort(new CheckedReader(reader, mapping, rejected), rejected, limits, progress);
    }

    /**
     * Sends all rows.
     *
     * @param progress is told how many rows are done with
     * @throws io.journeytracker.client.IntakeException if the intake does not take them; {@link #taken} tells how far it got
     */
    public void send(SortedLog log, LongConsumer progress) throws InterruptedException {
        RowIds ids = new RowIds();
        try (LogCursor rows = log.cursor()) {
            RowBatch batch = new RowBatch();
            for (LogRow row = rows.next(); row != null; row = rows.next()) {
                RowBatch.Row next = new RowBatch.Row(row.order(), json(row, ids.of(row)));
                if (!batch.takes(next, mostRows)) {
                    send(batch);
                    progress.accept(handled);
                    batch = new RowBatch();
                }
                batch.add(next);
            }
            send(batch);
            progress.accept(handled);
        }
    }

    private byte[] json(LogRow row, String id) {
        try {
            ObjectNode json = mapping.json(row);
            json.put("messageId", id);
            return json.toString().getBytes(StandardCharsets.UTF_8);
        } catch (UnusableRowException e) {
            throw new IllegalStateException("A row that was checked cannot be used", e);
        }
    }

    private void send(RowBatch batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        Outcome outcome = client.post(PATH, batch.json(backFill), batch.size() > 1);
        if (outcome instanceof Outcome.Taken answer) {
            answer.refusals().forEach(refusal -> reject(batch, refusal));
            handled += batch.size();
            taken += batch.size() - answer.refusals().size();
        } else {
            mostRows = Math.max(1, batch.size() / 2);
            for (RowBatch half : batch.halves()) {
                send(half);
            }
        }
    }

    private void reject(RowBatch batch, Refusal refusal) {
        boolean known = refusal.index() >= 0 && refusal.index() < batch.size();
        RowBatch.Row row = known ? batch.row(refusal.index()) : new RowBatch.Row(0, new byte[0]);
        rejected.reject(row.line(), "refused: " + refusal.text(), new String(row.json(), StandardCharsets.UTF_8));
    }

    /** Rows that are on Kafka. */
    public long taken() {
        return taken;
    }
}
