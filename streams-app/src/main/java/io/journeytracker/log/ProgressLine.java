package io.journeytracker.log;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows on a terminal how far a long job is: one line that is written over. Silent where nobody watches. */
public final class ProgressLine implements AutoCloseable {

    private static final long EVERY = 250_000_000L;
    private static final double NANOS = 1e9;

    private final PrintStream terminal;
    private final String doing;
    private final long total;
    private final LongSupplier nanos;
    private final long began;
    private long last;
    private int width;

    /**
     * ProgressLine on a terminal.
     *
     * @param terminal null: show nothing
     * @param doing what is going on
     * @param total of the units that are counted; 0: not known
     * @param nanos a clock
     */
    ProgressLine(PrintStream terminal, String doing, long total, LongSupplier nanos) {
        this.terminal = terminal;
        this.doing = doing;
        this.total = total;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.last = began;
    }

    /** On standard error, if a person sits at the console. */
    public static ProgressLine onConsole(String doing, long total) {
        return new ProgressLine(System.console() == null ? null : System.err, doing, total, System::nanoTime);
    }

    /** So much of the total is done, and so many touchpoints with it. */
    public void update(long done, long touchpoints) {
        if (terminal == null) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - last >= EVERY) {
            last = now;
            double seconds = (now - began) / NANOS;
            StringBuilder line = new StringBuilder(doing);
            if (total > 0) {
                line.append(String.format(Locale.ROOT, " %3d %%", Math.min(100, 100 * done / total)));
            }
            line.append(String.format(
                    Locale.ROOT, ", %,d touchpoints, %,d a second", touchpoints, (long) (touchpoints / seconds)));
            show(line.toString());
        }
    }

    private void show(String line) {
        terminal.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        terminal.flush();
        width = line.length();
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (terminal != null && width > 0) {
            show("");
            terminal.print("\r");
            terminal.flush();
        }
    }
}
